package io.logboom.outputs.secops;

/** An event that SecOps would never take; the reason says why. */
final class Unsendable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Unsendable(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
