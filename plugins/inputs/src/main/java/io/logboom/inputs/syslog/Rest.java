package io.logboom.inputs.syslog;

import java.util.Arrays;

/**
 * The beginning of what has not come whole yet: bytes gathered up to a limit. Small as long as
 * little is gathered, for there may be thousands of connections. For one thread.
 */
final class Rest {
  private static final int SMALL = 512;

  /** An array this large is let go when it is emptied. */
  private static final int LARGE = 16 << 10;

  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] array = NOTHING;
  private int length;

  /**
   * @param limit how many bytes it takes
   */
  Rest(int limit) {
    this.limit = limit;
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Takes as many of the bytes as there is room for; tells how many. */
  int add(byte[] a, int from, int to) {
    int count = Math.min(to - from, limit - length);
    if (count > array.length - length) {
      int wanted = Math.max(SMALL, Math.max(length + count, Math.min(limit, 2 * length)));
      array = Arrays.copyOf(array, wanted);
    }
    System.arraycopy(a, from, array, length, count);
    length += count;
    return count;
  }

  /** Takes one byte if there is room; tells whether. */
  boolean add(byte b) {
    if (length == limit) {
      return false;
    }
    if (length == array.length) {
      array = Arrays.copyOf(array, Math.min(limit, Math.max(SMALL, 2 * length)));
    }
    array[length++] = b;
    return true;
  }

  /** Forgets everything. */
  void clear() {
    length = 0;
    if (array.length > LARGE) {
      array = NOTHING;
    }
  }
}
