package io.logboom.filters.insights;

import java.math.BigDecimal;

/** Reads and writes numbers as JSON has them. */
final class Numbers {

  /** The longest text worth a look. */
  private static final int LONGEST = 400;

  /** Above this, not every whole number is a double. */
  private static final double EXACT = 1L << 53;

  private Numbers() {}

  /** The number a text reads as, leading zeros and a plus allowed; NaN for none. */
  static double parse(String text) {
    return isNumber(text) ? Double.parseDouble(text) : Double.NaN;
  }

  /** Digits, a point and more digits, an exponent; nothing of what Java reads besides. */
  static boolean isNumber(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST) {
      return false;
    }
    int i = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    int whole = digits(text, i);
    if (whole == i) {
      return false;
    }
    i = whole;
    if (i < length && text.charAt(i) == '.') {
      int part = digits(text, i + 1);
      if (part == i + 1) {
        return false;
      }
      i = part;
    }
    if (i < length && (text.charAt(i) | 0x20) == 'e') {
      i++;
      if (i < length && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
        i++;
      }
      int exponent = digits(text, i);
      if (exponent == i) {
        return false;
      }
      i = exponent;
    }
    return i == length;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  /** A calculated number as JSON: whole ones without a point. */
  static String print(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /** Compares whole numbers of many digits that are the same as doubles. */
  static int compareDigits(String a, String b) {
    return isWhole(a) && isWhole(b) ? new BigDecimal(a).compareTo(new BigDecimal(b)) : 0;
  }

  private static boolean isWhole(String text) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return text.length() > from && text.length() <= LONGEST && digits(text, from) == text.length();
  }
}
