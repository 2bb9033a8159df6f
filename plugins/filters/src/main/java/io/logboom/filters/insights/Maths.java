package io.logboom.filters.insights;

import io.logboom.filters.insights.Expr.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Calculations; what has no result is missing. */
final class Maths {
  private static final int MOST_PLACES = 15;

  private Maths() {}

  static Datum calculate(Operator operator, Datum left, Datum right) {
    double a = left.number();
    double b = right.number();
    return Datum.of(
        switch (operator) {
          case PLUS -> a + b;
          case MINUS -> a - b;
          case TIMES -> a * b;
          case DIVIDE -> a / b;
          case POWER -> Math.pow(a, b);
          case REMAINDER -> a % b;
        });
  }

  /** Halves go away from zero. */
  static Datum round(Datum[] of) {
    double number = of[0].number();
    double places = of.length == 1 ? 0 : of[1].number();
    if (!Double.isFinite(number) || !(Math.abs(places) <= MOST_PLACES)) {
      return Datum.Missing.MISSING;
    }
    return Datum.of(
        BigDecimal.valueOf(number).setScale((int) places, RoundingMode.HALF_UP).doubleValue());
  }

  /** The largest number, or with -1 the smallest; missing when one of them is no number. */
  static Datum outermost(Datum[] of, int sign) {
    double best = of[0].number();
    for (var datum : of) {
      double number = datum.number();
      best = sign > 0 ? Math.max(best, number) : Math.min(best, number);
    }
    return Datum.of(best);
  }

  /** The whole part, when it is within these bounds. */
  static Datum whole(double number, double least, double most) {
    double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
    return whole >= least && whole <= most ? Datum.of(whole) : Datum.Missing.MISSING;
  }
}
