package io.logboom.secops;

/** A request that breaks a rule. */
final class Violation extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String field;

  /**
   * @param field that is wrong, from the top of the request; empty for all of it
   */
  Violation(int status, String field, String message) {
    super(message);
    this.status = status;
    this.field = field;
  }

  int status() {
    return status;
  }

  String field() {
    return field;
  }
}
