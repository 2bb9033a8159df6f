package io.logboom.filters.select;

import io.logboom.filters.JsonString;

/**
 * One JSON value's kind and text, for comparisons. A view that turns to one value after the other;
 * a string is copied only when it has escapes. Used by one thread.
 */
public final class Scalar {

  /** A longer one must not keep its room for the rest of the thread's life. */
  private static final int KEPT = 64 << 10;

  private static final byte[] NOTHING = {};

  private byte[] decoded = NOTHING;
  private byte[] array = NOTHING;
  private int start;
  private int end;
  private Kind kind = Kind.NULL;

  /** What a JSON value is. */
  public enum Kind {
    /** A string. */
    TEXT,
    /** A number. */
    NUMBER,
    /** True. */
    TRUE,
    /** False. */
    FALSE,
    /** Null. */
    NULL,
    /** An object. */
    OBJECT,
    /** An array. */
    ARRAY;

    /** Whether it has a text to compare: a string, a number, true or false. */
    public boolean isComparable() {
      return compareTo(FALSE) <= 0;
    }
  }

  /** Turns to the raw JSON value from {@code from} to {@code to}. */
  public void read(byte[] newArray, int from, int to) {
    array = newArray;
    start = from;
    end = to;
    kind =
        switch (newArray[from]) {
          case '"' -> Kind.TEXT;
          case 't' -> Kind.TRUE;
          case 'f' -> Kind.FALSE;
          case 'n' -> Kind.NULL;
          case '{' -> Kind.OBJECT;
          case '[' -> Kind.ARRAY;
          default -> Kind.NUMBER;
        };
    if (kind == Kind.TEXT) {
      start = from + 1;
      end = to - 1;
      if (Raw.isEscaped(newArray, start, end)) {
        decode();
      }
    }
  }

  /** Turns to text that is no JSON: it is taken as it is. */
  public void readText(byte[] newArray, int from, int to) {
    array = newArray;
    start = from;
    end = to;
    kind = Kind.TEXT;
  }

  private void decode() {
    int length = end - start;
    if (decoded.length < length || decoded.length > KEPT) {
      decoded = new byte[Math.max(length, 256)];
    }
    end = JsonString.decode(array, start, end, decoded, 0);
    start = 0;
    array = decoded;
  }

  /** Its kind. */
  public Kind kind() {
    return kind;
  }

  /** The array its text is in. */
  public byte[] array() {
    return array;
  }

  /** Where its text begins: a string's decoded content, anything else's JSON. */
  public int start() {
    return start;
  }

  /** Where its text ends. */
  public int end() {
    return end;
  }
}
