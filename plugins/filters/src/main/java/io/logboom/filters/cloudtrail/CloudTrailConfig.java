package io.logboom.filters.cloudtrail;

/**
 * Options of the {@code cloudtrail} filter.
 *
 * @param insights what becomes of Insights records
 * @param aggregated what becomes of aggregated records
 * @param duplicates what becomes of records that have a name twice
 */
public record CloudTrailConfig(Kind insights, Kind aggregated, Duplicates duplicates) {

  /** What becomes of a kind of records. */
  public enum Kind {
    /** Dropped, and counted under its name. */
    SKIP,
    /** Handed on. */
    PASS
  }

  /** What becomes of a record that has a name twice. */
  public enum Duplicates {
    /** It goes where {@code on-error} says. */
    REJECT,
    /** It is handed on as it is; the last field of a name counts. */
    LAST
  }
}
