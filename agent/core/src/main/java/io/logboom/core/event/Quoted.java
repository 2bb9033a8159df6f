package io.logboom.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The content of JSON strings, eight bytes at a time. A long holds eight bytes; subtracting the
 * same number from each sets the top bit of those that are smaller. A borrow can mislead only above
 * a byte that is itself a hit, so the lowest hit is always true.
 */
final class Quoted {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long TOP = 0x8080_8080_8080_8080L;
  private static final long QUOTE = '"' * EACH;
  private static final long BACKSLASH = '\\' * EACH;

  /**
   * Exchanges the quote with the space, the one character between it and the control characters.
   */
  private static final long SWAP = 0x02 * EACH;

  private static final long BELOW_EXCLAMATION = 0x21 * EACH;

  private Quoted() {}

  /**
   * Judges a string from behind its opening quote.
   *
   * @return behind its closing quote, or as {@link Scan#value}
   */
  static int end(byte[] array, int from, int to) {
    int i = from;
    while (true) {
      i = special(array, i, to);
      if (i >= to) {
        return Scan.INCOMPLETE;
      }
      byte c = array[i];
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i = escape(array, i + 1, to);
      } else if (c < 0) {
        // Where there is one, there are usually more.
        do {
          i = character(array, i, to);
        } while (i >= 0 && i < to && array[i] < 0);
      } else {
        return ~i;
      }
      if (i < 0) {
        return i;
      }
    }
  }

  /**
   * The next byte that is a quote, a backslash, a control character or not ASCII; {@code to} for
   * none.
   */
  private static int special(byte[] array, int from, int to) {
    int i = from;
    for (; i <= to - 8; i += 8) {
      long bytes = (long) LONG.get(array, i);
      long hits =
          (((bytes ^ SWAP) - BELOW_EXCLAMATION) | ((bytes ^ BACKSLASH) - EACH) | bytes) & TOP;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < to && array[i] >= ' ' && array[i] != '"' && array[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Where the closing quote of a string is that is known to be valid. */
  static int skip(byte[] array, int from) {
    int i = quoteOrBackslash(array, from);
    while (array[i] != '"') {
      i = quoteOrBackslash(array, i + 2);
    }
    return i;
  }

  /** Where the first quote or backslash is, in a string that is known to be valid. */
  static int quoteOrBackslash(byte[] array, int from) {
    int i = from;
    for (; i <= array.length - 8; i += 8) {
      long bytes = (long) LONG.get(array, i);
      long hits = (((bytes ^ QUOTE) - EACH) | ((bytes ^ BACKSLASH) - EACH)) & ~bytes & TOP;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (array[i] != '"' && array[i] != '\\') {
      i++;
    }
    return i;
  }

  /** What follows a backslash; returns behind it. */
  private static int escape(byte[] array, int from, int to) {
    if (from >= to) {
      return Scan.INCOMPLETE;
    }
    return switch (array[from]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 1;
      case 'u' -> unit(array, from + 1, to);
      default -> ~from;
    };
  }

  private static int unit(byte[] array, int from, int to) {
    for (int i = from; i < from + 4; i++) {
      if (i >= to || Character.digit(array[i], 16) < 0) {
        return Scan.bad(i, to);
      }
    }
    return from + 4;
  }

  /** A character beyond ASCII, by the table of RFC 3629 §4; returns behind it. */
  private static int character(byte[] array, int from, int to) {
    int lead = array[from] & 0xFF;
    int low = 0x80;
    int high = 0xBF;
    int more;
    if (lead >= 0xC2 && lead <= 0xDF) {
      more = 1;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      more = 2;
      low = lead == 0xE0 ? 0xA0 : low;
      high = lead == 0xED ? 0x9F : high;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3;
      low = lead == 0xF0 ? 0x90 : low;
      high = lead == 0xF4 ? 0x8F : high;
    } else {
      return ~from;
    }
    for (int i = from + 1; i <= from + more; i++) {
      if (i >= to || (array[i] & 0xFF) < low || (array[i] & 0xFF) > high) {
        return Scan.bad(i, to);
      }
      low = 0x80;
      high = 0xBF;
    }
    return from + more + 1;
  }
}
