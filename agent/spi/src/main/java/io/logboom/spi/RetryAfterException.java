package io.logboom.spi;

import java.io.IOException;
import java.time.Duration;

/** The other side asked to be left alone for a while. */
public final class RetryAfterException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration after;

  public RetryAfterException(String message, Duration after) {
    super(message);
    this.after = after;
  }

  /** How long to wait, at least, before the next try. */
  public Duration after() {
    return after;
  }
}
