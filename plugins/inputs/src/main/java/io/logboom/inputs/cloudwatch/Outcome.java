package io.logboom.inputs.cloudwatch;

/** What came of reading a part of a log group. */
sealed interface Outcome {

  /** The reason of what was read and did not get where it was to go. */
  String UNDELIVERED = "undelivered";

  /**
   * It is read and delivered.
   *
   * @param fresh how many events it had that were not known
   */
  record Read(Range range, int pages, long fresh) implements Outcome {}

  /** There is more to read at once. */
  record More() implements Outcome {}

  /**
   * It could not be read or delivered.
   *
   * @param reason the kind, for counters
   * @param message for people
   */
  record Failed(String reason, String message) implements Outcome {}

  /** The input stops. */
  record Stopped() implements Outcome {}
}
