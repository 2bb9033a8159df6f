package io.logboom.filters.insights;

import io.logboom.filters.insights.Expr.Comparator;
import java.util.OptionalInt;

/**
 * Compares values. Two texts are equal when they are the same text; in all other cases values are
 * compared as numbers when both read as numbers, else as texts, by code point. What is missing and
 * structures are equal to nothing, less than nothing and greater than nothing; {@code !=} is always
 * the contrary of {@code =}. {@code true} is 1, and is also equal to the text {@code true}.
 */
final class Comparisons {

  private Comparisons() {}

  static boolean holds(Comparator comparator, Datum a, Datum b) {
    return switch (comparator) {
      case EQUAL -> equal(a, b);
      case NOT_EQUAL -> !equal(a, b);
      case LESS -> compare(a, b).orElse(1) < 0;
      case LESS_OR_EQUAL -> compare(a, b).orElse(1) <= 0;
      case GREATER -> compare(a, b).orElse(-1) > 0;
      case GREATER_OR_EQUAL -> compare(a, b).orElse(-1) >= 0;
    };
  }

  static boolean equal(Datum a, Datum b) {
    if (a instanceof Datum.Text(String one) && b instanceof Datum.Text(String other)) {
      return one.equals(other);
    }
    if (a instanceof Datum.Truth(boolean truth) && b instanceof Datum.Text(String text)) {
      return text.equalsIgnoreCase(Boolean.toString(truth)) || compare(a, b).orElse(1) == 0;
    }
    if (b instanceof Datum.Truth && a instanceof Datum.Text) {
      return equal(b, a);
    }
    return compare(a, b).orElse(1) == 0;
  }

  /** Which is less; empty when they cannot be compared. */
  static OptionalInt compare(Datum a, Datum b) {
    if (!a.isText() || !b.isText()) {
      return OptionalInt.empty();
    }
    var one = a.numeral();
    var other = b.numeral();
    if (!one.isEmpty() && !other.isEmpty()) {
      return OptionalInt.of(Numbers.compare(one, other));
    }
    return OptionalInt.of(byCodePoint(a.text(), b.text()));
  }

  /** Texts in the order of their code points, which is that of their bytes in UTF-8. */
  static int byCodePoint(String a, String b) {
    int least = Math.min(a.length(), b.length());
    for (int i = 0; i < least; i++) {
      char one = a.charAt(i);
      char other = b.charAt(i);
      if (one != other) {
        return Character.compare(shifted(one), shifted(other));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates stand for code points above all others. */
  private static char shifted(char c) {
    if (c >= 0xE000) {
      return (char) (c - 0x800);
    }
    return c >= Character.MIN_SURROGATE ? (char) (c + 0x2000) : c;
  }
}
