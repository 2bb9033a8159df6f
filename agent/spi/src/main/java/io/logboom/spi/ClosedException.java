package io.logboom.spi;

import java.io.IOException;

/**
 * The other side is gone for good, as a pipe whose reader has ended: no write of this process will
 * ever succeed again. Trying again is pointless, so the engine stops the agent; what was not
 * delivered stays with its source.
 */
public final class ClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  public ClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
