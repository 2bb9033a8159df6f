package io.logboom.filters.select;

/**
 * Compares numbers as they are written, exactly: no digit is lost, whatever their size, in time in
 * proportion to their length. Stateless; allocates nothing.
 *
 * <p>A number is what JSON calls one (RFC 8259 §6); a plus before it, zeros before its first digit,
 * and a point with digits on one side only are taken too, as people write those.
 */
public final class Numerals {

  /** No exponent that is written with more digits than fit counts exactly: it is huge anyway. */
  private static final long HUGE = Long.MAX_VALUE / 100;

  private Numerals() {}

  /** Whether a number stands there, and nothing else. */
  public static boolean isNumber(byte[] array, int start, int end) {
    int i = start;
    if (i < end && (array[i] == '-' || array[i] == '+')) {
      i++;
    }
    int digits = i;
    i = digits(array, i, end);
    int count = i - digits;
    if (i < end && array[i] == '.') {
      int fraction = digits(array, i + 1, end);
      count += fraction - i - 1;
      i = fraction;
    }
    if (count == 0) {
      return false;
    }
    if (i < end && (array[i] == 'e' || array[i] == 'E')) {
      i++;
      if (i < end && (array[i] == '-' || array[i] == '+')) {
        i++;
      }
      int exponent = i;
      i = digits(array, i, end);
      if (i == exponent) {
        return false;
      }
    }
    return i == end;
  }

  private static int digits(byte[] array, int from, int end) {
    int i = from;
    while (i < end && isDigit(array[i])) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Less than, equal to or greater than 0 as the first number is to the second. */
  public static int compare(
      byte[] array, int start, int end, byte[] other, int otherStart, int otherEnd) {
    int sign = sign(array, start, end);
    int otherSign = sign(other, otherStart, otherEnd);
    if (sign != otherSign || sign == 0) {
      return Integer.compare(sign, otherSign);
    }
    int first = significant(array, start, end);
    int otherFirst = significant(other, otherStart, otherEnd);
    int order =
        Long.compare(
            power(array, start, first, end), power(other, otherStart, otherFirst, otherEnd));
    if (order == 0) {
      order = compareDigits(array, first, end, other, otherFirst, otherEnd);
    }
    return sign * order;
  }

  /** The sign; 0 for any way to write zero. */
  private static int sign(byte[] array, int start, int end) {
    return significant(array, start, end) == end ? 0 : array[start] == '-' ? -1 : 1;
  }

  /** The first digit that is not 0; {@code end} when there is none. */
  private static int significant(byte[] array, int start, int end) {
    for (int i = start; i < end && array[i] != 'e' && array[i] != 'E'; i++) {
      if (array[i] >= '1' && array[i] <= '9') {
        return i;
      }
    }
    return end;
  }

  /** The power of ten of the first significant digit. */
  private static long power(byte[] array, int start, int first, int end) {
    int i = first;
    while (i < end && isDigit(array[i])) {
      i++;
    }
    long power = i - first - 1L;
    if (i < end && array[i] == '.') {
      i = digits(array, i + 1, end);
    } else {
      // The point may stand before the first digit that counts: then only zeros are between.
      for (int back = first - 1; back >= start && array[back] <= '9'; back--) {
        if (array[back] == '.') {
          power = (long) back - first;
          break;
        }
      }
    }
    return i < end ? power + exponent(array, i + 1, end) : power;
  }

  private static long exponent(byte[] array, int start, int end) {
    int i = start;
    boolean negative = array[i] == '-';
    if (negative || array[i] == '+') {
      i++;
    }
    long exponent = 0;
    for (; i < end; i++) {
      exponent = Math.min(HUGE, 10 * exponent + array[i] - '0');
    }
    return negative ? -exponent : exponent;
  }

  private static int compareDigits(
      byte[] array, int start, int end, byte[] other, int otherStart, int otherEnd) {
    int i = start;
    int k = otherStart;
    while (true) {
      if (i < end && array[i] == '.') {
        i++;
      }
      if (k < otherEnd && other[k] == '.') {
        k++;
      }
      boolean more = i < end && isDigit(array[i]);
      boolean otherMore = k < otherEnd && isDigit(other[k]);
      if (!more && !otherMore) {
        return 0;
      }
      int digit = more ? array[i] : '0';
      int otherDigit = otherMore ? other[k] : '0';
      if (digit != otherDigit) {
        return digit < otherDigit ? -1 : 1;
      }
      i += more ? 1 : 0;
      k += otherMore ? 1 : 0;
    }
  }
}
