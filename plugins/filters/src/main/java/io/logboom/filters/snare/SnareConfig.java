package io.logboom.filters.snare;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Options of the {@code snare} filter.
 *
 * @param format the form of a row
 * @param missing how a column is written that the record has no value for; empty for {@code null},
 *     as a configuration has no other null
 * @param header whether the line of column names goes before every row
 * @param zone the zone of COLLECTIONDATETIME; empty for the agent's own
 * @param host the first field of the Snare wire line; empty for the agent's own host name
 * @param criticality the third field of the Snare wire line
 */
public record SnareConfig(
    Format format,
    Optional<Missing> missing,
    boolean header,
    Optional<Zone> zone,
    Optional<String> host,
    int criticality) {

  /** The form of a row. */
  public enum Format {
    /** A flat JSON object. */
    JSON,
    /** Values parted by tabs. */
    TSV,
    /** Values parted by commas, quoted where needed (RFC 4180). */
    CSV,
    /**
     * What a Snare agent sends: host, table, criticality and {@code COLUMN=value}, parted by tabs.
     */
    SNARE
  }

  /** How a column is written that the record has no value for. */
  public enum Missing {
    /** As an empty string. */
    EMPTY,
    /** As {@code null}. */
    NULL,
    /** Not at all. */
    OMIT
  }

  /**
   * A time zone by its name in the IANA database, or an offset.
   *
   * @param id the zone
   */
  public record Zone(ZoneId id) {

    /**
     * Looks a zone up.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Zone of(String name) {
      try {
        return new Zone(ZoneId.of(name));
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "not a time zone: \"" + name + "\"; write a name such as UTC or Europe/Berlin", e);
      }
    }
  }

  public SnareConfig {
    var whenMissing = missing.orElse(Missing.NULL);
    boolean table = format == Format.TSV || format == Format.CSV;
    if (header && !table) {
      throw new IllegalArgumentException("header goes with format = tsv or csv only");
    }
    if (whenMissing == Missing.NULL && format != Format.JSON) {
      throw new IllegalArgumentException("missing = null goes with format = json only");
    }
    if (whenMissing == Missing.OMIT && table) {
      throw new IllegalArgumentException(
          "missing = omit would shift the columns of format = tsv or csv");
    }
    if (criticality < 0 || criticality > 4) {
      throw new IllegalArgumentException("criticality must be from 0 to 4");
    }
    if (host.isPresent() && !host.get().matches("[!-~]+")) {
      throw new IllegalArgumentException("host must be printable ASCII without spaces");
    }
  }

  /** {@link #missing}, in a word. */
  Missing whenMissing() {
    return missing.orElse(Missing.NULL);
  }
}
