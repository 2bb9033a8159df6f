package io.logboom.filters.pattern;

/** How a condition compares. */
enum Operator {
  NOT_EQUAL("!="),
  LESS_OR_EQUAL("<="),
  GREATER_OR_EQUAL(">="),
  EQUAL("="),
  LESS("<"),
  GREATER(">");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  /** Whether it compares numbers alone. */
  boolean isNumeric() {
    return this != EQUAL && this != NOT_EQUAL;
  }
}
