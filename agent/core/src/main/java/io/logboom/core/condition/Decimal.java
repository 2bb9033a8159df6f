package io.logboom.core.condition;

import java.math.BigDecimal;

/**
 * A number to compare digits with. Whole numbers of up to 18 digits, nearly all there are, compare
 * as longs and allocate nothing; digits that nobody means seriously compare as doubles, in linear
 * time.
 */
final class Decimal {
  private static final int LONGEST = 400;

  private final String digits;
  private final boolean whole;
  private final long number;
  private final BigDecimal exact;

  /**
   * @throws NumberFormatException when it is none
   */
  Decimal(String digits) {
    this.digits = digits;
    this.whole = isWhole(digits);
    this.number = whole ? Long.parseLong(digits) : 0;
    this.exact = new BigDecimal(digits);
  }

  /** How this compares with a JSON number, as {@link Comparable} tells it. */
  int compareTo(String other) {
    if (whole && isWhole(other)) {
      return Long.compare(number, Long.parseLong(other));
    }
    if (other.length() <= LONGEST && exponentLength(other) <= 9) {
      return exact.compareTo(new BigDecimal(other));
    }
    return Double.compare(exact.doubleValue(), Double.parseDouble(other));
  }

  private static boolean isWhole(String digits) {
    int from = digits.startsWith("-") ? 1 : 0;
    if (digits.length() == from || digits.length() - from > 18) {
      return false;
    }
    for (int i = from; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int exponentLength(String digits) {
    int e = Math.max(digits.lastIndexOf('e'), digits.lastIndexOf('E'));
    return e < 0 ? 0 : digits.length() - e - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decimal decimal && exact.compareTo(decimal.exact) == 0;
  }

  @Override
  public int hashCode() {
    return exact.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return digits;
  }
}
