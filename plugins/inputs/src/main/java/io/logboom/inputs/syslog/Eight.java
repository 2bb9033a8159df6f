package io.logboom.inputs.syslog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes at a time, taken as one long with the first byte lowest. A byte that is
 * looked for becomes zero; zero minus one borrows into its top bit. A borrow can mislead only above
 * a true hit, so the lowest hit is always true.
 */
final class Eight {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long TOP = EACH << 7;

  private Eight() {}

  /** Eight bytes. */
  static long at(byte[] array, int index) {
    return (long) LONG.get(array, index);
  }

  /** Writes eight bytes. */
  static void put(byte[] array, int index, long bytes) {
    LONG.set(array, index, bytes);
  }

  /** The bit of the first byte of eight that JSON or UTF-8 wants a closer look at; 0 for none. */
  static long special(long bytes) {
    long quote = bytes ^ ('"' * EACH);
    long backslash = bytes ^ ('\\' * EACH);
    return (bytes
            | ((bytes - 0x20 * EACH) & ~bytes)
            | ((quote - EACH) & ~quote)
            | ((backslash - EACH) & ~backslash))
        & TOP;
  }

  /** How many bytes stand before the one whose bit is the lowest. */
  static int index(long hits) {
    return Long.numberOfTrailingZeros(hits) >>> 3;
  }

  /** Where the byte first stands; {@code to} when it does not. */
  static int find(byte[] array, int from, int to, int wanted) {
    long pattern = wanted * EACH;
    int i = from;
    for (; i <= to - 8; i += 8) {
      long bytes = at(array, i) ^ pattern;
      long hits = (bytes - EACH) & ~bytes & TOP;
      if (hits != 0) {
        return i + index(hits);
      }
    }
    while (i < to && array[i] != wanted) {
      i++;
    }
    return i;
  }
}
