package io.logboom.filters.udm.schema;

import io.logboom.filters.EventTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;

/**
 * The forms of proto3 JSON that are told by their bytes: times, durations, base64, integers,
 * addresses. Stateless; safe for use by many threads.
 */
final class Forms {

  /** How a time is written. */
  enum Time {
    /** As protocol buffers print it: UTC, with 0, 3, 6 or 9 digits of the fraction. */
    NORMAL,
    /** RFC 3339 all the same. */
    OTHER,
    /** Not RFC 3339. */
    NONE
  }

  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger UINT64_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final int LONGEST_TIME = 35;
  private static final int LONGEST_NUMBER = 64;
  private static final long LONGEST_DURATION = 315_576_000_000L;

  private Forms() {}

  /** RFC 3339 §5.6, years 0001 to 9999, no more than nine digits of the fraction. */
  static Time time(byte[] a, int start, int end) {
    if (EventTime.isNormal(a, start, end)) {
      return isYearZero(a, start) ? Time.NONE : Time.NORMAL;
    }
    int length = end - start;
    if (length < EventTime.NORMAL || length > LONGEST_TIME || a[start + 10] != 'T') {
      return Time.NONE;
    }
    int i = start + 19;
    int fraction = 0;
    if (a[i] == '.') {
      i++;
      while (i < end && isDigit(a[i])) {
        i++;
        fraction++;
      }
      if (fraction == 0 || fraction > 9) {
        return Time.NONE;
      }
    }
    boolean utc = i + 1 == end && a[i] == 'Z';
    boolean offset = i + 6 == end && (a[i] == '+' || a[i] == '-') && isOffset(a, i + 1);
    if ((!utc && !offset) || !isDate(a, start) || !isTime(a, start + 11)) {
      return Time.NONE;
    }
    return utc && fraction % 3 == 0 ? Time.NORMAL : Time.OTHER;
  }

  private static boolean isDate(byte[] a, int i) {
    int century = two(a, i);
    int year = 100 * century + two(a, i + 2);
    int month = two(a, i + 5);
    int day = two(a, i + 8);
    return century >= 0
        && year > 100 * century - 1
        && year > 0
        && a[i + 4] == '-'
        && a[i + 7] == '-'
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= YearMonth.of(year, month).lengthOfMonth();
  }

  private static boolean isTime(byte[] a, int i) {
    return isUpTo(23, two(a, i))
        && a[i + 2] == ':'
        && isUpTo(59, two(a, i + 3))
        && a[i + 5] == ':'
        && isUpTo(59, two(a, i + 6));
  }

  private static boolean isOffset(byte[] a, int i) {
    return isUpTo(23, two(a, i)) && a[i + 2] == ':' && isUpTo(59, two(a, i + 3));
  }

  private static boolean isUpTo(int most, int number) {
    return number >= 0 && number <= most;
  }

  /** The number two digits make; negative when they are none. */
  private static int two(byte[] a, int i) {
    return isDigit(a[i]) && isDigit(a[i + 1]) ? 10 * (a[i] - '0') + a[i + 1] - '0' : -1;
  }

  private static boolean isYearZero(byte[] a, int i) {
    return a[i] == '0' && a[i + 1] == '0' && a[i + 2] == '0' && a[i + 3] == '0';
  }

  /** Seconds, with up to nine digits of a fraction and an {@code s}, within 10,000 years. */
  static boolean isDuration(byte[] a, int start, int end) {
    int i = start < end && a[start] == '-' ? start + 1 : start;
    long seconds = 0;
    int digits = 0;
    while (i < end && isDigit(a[i]) && digits < 13) {
      seconds = 10 * seconds + a[i++] - '0';
      digits++;
    }
    int fraction = 0;
    if (i < end && a[i] == '.') {
      i++;
      while (i < end && isDigit(a[i])) {
        i++;
        fraction++;
      }
      if (fraction == 0 || fraction > 9) {
        return false;
      }
    }
    return digits > 0 && seconds <= LONGEST_DURATION && i + 1 == end && a[i] == 's';
  }

  /** Base64 of RFC 4648, of either alphabet, with padding or without. */
  static boolean isBase64(byte[] a, int start, int end) {
    int stop = end;
    while (stop > start && end - stop < 2 && a[stop - 1] == '=') {
      stop--;
    }
    for (int i = start; i < stop; i++) {
      byte b = a[i];
      boolean plain = isDigit(b) || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
      if (!plain && b != '+' && b != '/' && b != '-' && b != '_') {
        return false;
      }
    }
    int rest = (stop - start) % 4;
    return rest != 1 && (stop == end || (end - start) % 4 == 0);
  }

  /** Whether it is a whole number of that kind; 1.0 and 1e3 are. */
  static boolean isInteger(Kind kind, byte[] a, int start, int end) {
    boolean digits = end > start && end - start <= 9;
    for (int i = start; i < end && digits; i++) {
      digits = isDigit(a[i]);
    }
    if (digits) {
      return true;
    }
    if (!isNumber(a, start, end)) {
      return false;
    }
    try {
      var number = new BigDecimal(text(a, start, end)).stripTrailingZeros();
      if (number.scale() > 0 || number.precision() - number.scale() > 20) {
        return false;
      }
      return isWithin(kind, number.toBigIntegerExact());
    } catch (ArithmeticException | NumberFormatException e) {
      // The question was whether it is one.
      return false;
    }
  }

  private static boolean isWithin(Kind kind, BigInteger n) {
    return switch (kind) {
      case INT32 -> n.bitLength() < 32;
      case UINT32 -> n.signum() >= 0 && n.bitLength() <= 32;
      case UINT64 -> n.signum() >= 0 && n.compareTo(UINT64_MAX) <= 0;
      case INT64 -> n.compareTo(LONG_MIN) >= 0 && n.compareTo(LONG_MAX) <= 0;
      case STRING,
          BOOL,
          FLOAT,
          DOUBLE,
          BYTES,
          TIMESTAMP,
          DURATION,
          STRUCT,
          VALUE,
          LIST,
          IP,
          EMAIL,
          ENUM,
          MESSAGE ->
          false;
    };
  }

  /** Whether a float or double fits: finite ones do not overflow. */
  static boolean isFloating(Kind kind, byte[] a, int start, int end) {
    if (!isNumber(a, start, end)) {
      return false;
    }
    double number = Double.parseDouble(text(a, start, end));
    return kind == Kind.FLOAT ? Math.abs(number) <= Float.MAX_VALUE : !Double.isInfinite(number);
  }

  /** The grammar of RFC 8259, so that neither 0x1p3 nor 1d nor white space gets through. */
  private static boolean isNumber(byte[] a, int start, int end) {
    if (end == start || end - start > LONGEST_NUMBER) {
      return false;
    }
    for (int i = start; i < end; i++) {
      byte b = a[i];
      if (!isDigit(b) && b != '-' && b != '+' && b != '.' && b != 'e' && b != 'E') {
        return false;
      }
    }
    boolean signed = a[start] == '-';
    return isDigit(a[end - 1])
        && start + (signed ? 1 : 0) < end
        && isDigit(a[start + (signed ? 1 : 0)])
        && wellFormed(text(a, start, end));
  }

  private static boolean wellFormed(String text) {
    try {
      new BigDecimal(text);
      return true;
    } catch (NumberFormatException e) {
      // The question was whether it is one.
      return false;
    }
  }

  /** An IPv4 address of four numbers, or an IPv6 address (RFC 4291 §2.2), without zone. */
  static boolean isAddress(byte[] a, int start, int end) {
    for (int i = start; i < end; i++) {
      if (a[i] == ':') {
        return isIpv6(a, start, end);
      }
    }
    return isIpv4(a, start, end);
  }

  private static boolean isIpv4(byte[] a, int start, int end) {
    int i = start;
    for (int part = 0; part < 4; part++) {
      int from = i;
      int number = 0;
      while (i < end && isDigit(a[i]) && i - from < 3) {
        number = 10 * number + a[i++] - '0';
      }
      boolean leading = i - from > 1 && a[from] == '0';
      if (i == from || leading || number > 255 || (part < 3 && (i == end || a[i++] != '.'))) {
        return false;
      }
    }
    return i == end;
  }

  private static boolean isIpv6(byte[] a, int start, int end) {
    int groups = 0;
    boolean gap = false;
    int i = start;
    while (i < end) {
      if (a[i] == ':') {
        boolean doubled = i + 1 < end && a[i + 1] == ':';
        if (doubled ? gap : i == start || i + 1 == end) {
          return false;
        }
        gap |= doubled;
        i += doubled ? 2 : 1;
        if (i < end && a[i] == ':') {
          return false;
        }
        continue;
      }
      int from = i;
      while (i < end && Character.digit(a[i], 16) >= 0) {
        i++;
      }
      if (i < end && a[i] == '.') {
        groups += 2;
        return isIpv4(a, from, end) && (gap ? groups < 8 : groups == 8);
      }
      if (i == from || i - from > 4 || (i < end && a[i] != ':')) {
        return false;
      }
      groups++;
    }
    return gap ? groups < 8 : groups == 8;
  }

  static String text(byte[] a, int start, int end) {
    return new String(a, start, end - start, StandardCharsets.UTF_8);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
