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

  /** Exchanges the quote with the space, so that it borders on the control characters. */
  private static final long SWAP = 0x02 * EACH;

  private static final long BELOW_EXCLAMATION = 0x21 * EACH;
  private static final long LETTER_N = 'n' * EACH;
  private static final long SLASH = '/' * EACH;

  /** Added to an ASCII character, it sets the top bit of all but the control characters. */
  private static final long NOT_CONTROL = 0x60 * EACH;

  private Quoted() {}

  /**
   * Judges a string from behind its opening quote.
   *
   * @return behind its closing quote, or as {@link Scan#value}
   */
  static int end(byte[] array, int from, int to) {
    // Most strings have nothing special but their end, and for them one call is enough.
    int i = from;
    for (; i <= to - 8; i += 8) {
      long hits = special((long) LONG.get(array, i));
      if (hits != 0) {
        i += Long.numberOfTrailingZeros(hits) >>> 3;
        return array[i] == '"' ? i + 1 : endOfSpecial(array, i, to);
      }
    }
    return endOfSpecial(array, i, to);
  }

  /** The same for a string with anything special, from there on, or from any place before it. */
  private static int endOfSpecial(byte[] array, int from, int to) {
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
        if (i >= 0) {
          i = plainEscapes(array, i, to);
        }
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
      long hits = special((long) LONG.get(array, i));
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < to && array[i] >= ' ' && array[i] != '"' && array[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Marks such bytes of eight; only the lowest mark is to be trusted. */
  private static long special(long bytes) {
    return (((bytes ^ SWAP) - BELOW_EXCLAMATION) | ((bytes ^ BACKSLASH) - EACH) | bytes) & TOP;
  }

  /** Where the closing quote of a string is that is known to be valid. */
  static int skip(byte[] array, int from) {
    int i = quoteOrBackslash(array, from);
    return array[i] == '"' ? i : skipEscapes(array, i);
  }

  /**
   * The same where escapes are many, such as in JSON inside a string: a quote is one to skip when
   * the byte below it is a backslash, for all eight at once, unless a backslash is escaped itself.
   */
  private static int skipEscapes(byte[] array, int from) {
    int i = from;
    while (true) {
      if (i <= array.length - 8) {
        long bytes = (long) LONG.get(array, i);
        long backslashes = equal(bytes, BACKSLASH);
        long escaped = backslashes << 8;
        if ((backslashes & escaped) == 0) {
          long quotes = equal(bytes, QUOTE) & ~escaped;
          if (quotes != 0) {
            return i + (Long.numberOfTrailingZeros(quotes) >>> 3);
          }
          // A backslash in the last place is read again with what it escapes.
          i += 8 - (int) (backslashes >>> 63);
          continue;
        }
      }
      byte c = array[i];
      if (c == '"') {
        return i;
      }
      i += c == '\\' ? 2 : 1;
    }
  }

  /**
   * The top bit of every byte that is the same in both; exact, unlike the search for the lowest.
   */
  private static long equal(long bytes, long wanted) {
    long different = bytes ^ wanted;
    return ~(((different & ~TOP) + ~TOP) | different) & TOP;
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

  /**
   * Passes words of eight bytes as long as their escapes are the common ones, none of a backslash:
   * JSON inside a string is full of them. Returns where judging has to go on.
   */
  private static int plainEscapes(byte[] array, int from, int to) {
    int i = from;
    while (i <= to - 8) {
      long bytes = (long) LONG.get(array, i);
      long backslashes = equal(bytes, BACKSLASH);
      long escaped = backslashes << 8;
      long quotes = equal(bytes, QUOTE);
      long known = quotes | equal(bytes, LETTER_N) | equal(bytes, SLASH);
      long controls = ~((bytes & ~TOP) + NOT_CONTROL);
      long odd = ((escaped & ~known) | bytes | controls) & TOP;
      if (odd != 0) {
        return i;
      }
      quotes &= ~escaped;
      if (quotes != 0) {
        return i + (Long.numberOfTrailingZeros(quotes) >>> 3);
      }
      i += 8 - (int) (backslashes >>> 63);
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
