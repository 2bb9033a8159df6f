package io.logboom.spi;

import java.util.Locale;

/**
 * How a byte stream is cut into events; the {@code framing} section of an input.
 *
 * @param format see {@link Format}
 * @param path where in the document the array stands, for {@code json-array} and {@code auto}
 * @param maxEventSize an event larger than this goes to the dead-letter file with its place
 */
public record Framing(Format format, FieldPath path, DataSize maxEventSize) {

  /** The ways to cut. */
  public enum Format {
    /**
     * Found out from the first bytes: an object that holds the array, an array, JSON texts, or
     * lines.
     */
    AUTO,
    /** An event a line (LF or CRLF); empty lines are none. */
    LINES,
    /** One document with an array: an event an item. */
    JSON_ARRAY,
    /** JSON texts one after another, with or without white space between: an event a text. */
    JSON,
    /** The whole stream is one event, whatever bytes it holds; an empty stream is none. */
    RAW;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Framing {
    if (maxEventSize.bytes() < 1024 || maxEventSize.bytes() > 1 << 30) {
      throw new IllegalArgumentException("max-event-size must be from 1KiB to 1GiB");
    }
  }
}
