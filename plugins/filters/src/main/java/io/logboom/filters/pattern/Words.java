package io.logboom.filters.pattern;

import java.util.Arrays;

/**
 * The words of a line with blanks between them, as positions. What stands in brackets or double
 * quotes is one word, without these; a bracket or quote that is not closed makes one of all the
 * rest. A quote after a backslash closes nothing. Used by one thread, for one line after the other.
 */
final class Words {
  private static final int USUAL = 64;

  /** A line of a million words must not keep its positions for the rest of the thread's life. */
  private static final int KEPT = 8192;

  private static final byte[] NOTHING = {};

  private byte[] array = NOTHING;
  private int[] bounds = new int[2 * USUAL];
  private int size;

  /** Takes a line apart. */
  void read(byte[] newArray, int start, int end) {
    array = newArray;
    size = 0;
    if (bounds.length > KEPT) {
      bounds = new int[2 * USUAL];
    }
    int i = blanks(start, end);
    while (i < end) {
      byte first = array[i];
      int from = i;
      int to;
      if (first == '"' || first == '[') {
        from = i + 1;
        to = closing(from, end, first == '[' ? (byte) ']' : (byte) '"');
        i = Math.min(to + 1, end);
      } else {
        while (i < end && !isBlank(array[i])) {
          i++;
        }
        to = i;
      }
      add(from, to);
      i = blanks(i, end);
    }
  }

  private int closing(int from, int end, byte sign) {
    int i = from;
    while (i < end && array[i] != sign) {
      i += array[i] == '\\' && sign == '"' ? 2 : 1;
    }
    return Math.min(i, end);
  }

  private int blanks(int from, int end) {
    int i = from;
    while (i < end && isBlank(array[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private void add(int from, int to) {
    if (2 * size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * size] = from;
    bounds[2 * size + 1] = to;
    size++;
  }

  byte[] array() {
    return array;
  }

  int size() {
    return size;
  }

  int start(int word) {
    return bounds[2 * word];
  }

  int end(int word) {
    return bounds[2 * word + 1];
  }
}
