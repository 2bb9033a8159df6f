package io.logboom.filters.pattern;

/** What a condition demands of a value, as it is written. */
sealed interface Condition {

  /**
   * A comparison.
   *
   * @param operator how
   * @param operand with what
   */
  record Compared(Operator operator, Operand operand) implements Condition {}

  /** It is {@code null}, {@code true} or {@code false}. */
  enum Is implements Condition {
    NULL,
    TRUE,
    FALSE
  }

  /** There is no such value. */
  record NotExists() implements Condition {}
}
