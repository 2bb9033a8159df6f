package io.logboom.filters.insights;

import io.logboom.filters.select.Numerals;
import java.nio.charset.StandardCharsets;

/** Reads and writes numbers. */
final class Numbers {

  /** Above this, not every whole number is a double. */
  private static final double EXACT = 1L << 53;

  private Numbers() {}

  /** The number a text reads as, as {@link Numerals} has it; NaN for none. */
  static double parse(String text) {
    return isNumber(text) ? Double.parseDouble(text) : Double.NaN;
  }

  static boolean isNumber(String text) {
    if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
      return false;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Numerals.isNumber(bytes, 0, bytes.length);
  }

  /** A number in these digits, which must be one. */
  static Datum datum(String digits) {
    return new Datum.Num(Double.parseDouble(digits), digits);
  }

  /** A calculated number as JSON: whole ones without a point. */
  static String print(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  /** Compares numbers as they are written, exactly. */
  static int compare(String a, String b) {
    byte[] one = a.getBytes(StandardCharsets.UTF_8);
    byte[] other = b.getBytes(StandardCharsets.UTF_8);
    return Numerals.compare(one, 0, one.length, other, 0, other.length);
  }
}
