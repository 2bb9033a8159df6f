package io.logboom.outputs.format;

import java.util.Locale;

/** How an event is written as text. */
public enum LineFormat {
  /**
   * One JSON text a line (NDJSON). An event that is JSON stays as its sender wrote it, save white
   * space between tokens when there is a line break among it; one that is not becomes a JSON
   * string.
   */
  JSON,
  /** JSON indented for people; an event that is not JSON is written as it is. */
  PRETTY,
  /** The event's bytes as they are, then LF. */
  RAW,
  /**
   * The event's bytes as they are where they make one line; one that holds line breaks is written
   * as {@link #JSON} does. So a line is an event, whatever the events are.
   */
  LINE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
