package io.logboom.spi;

/** A batch did not become durable everywhere: the source must not forget it. */
public final class UndeliveredException extends Exception {
  private static final long serialVersionUID = 1L;

  public UndeliveredException(String message) {
    super(message);
  }
}
