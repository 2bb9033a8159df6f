package io.logboom.core.flow;

import io.logboom.core.config.Retry;
import io.logboom.spi.RetryAfterException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the n-th try: exponential with full jitter, as in "Exponential Backoff
 * And Jitter" on the AWS Architecture Blog, so that many agents do not come back all at once. What
 * the other side asked for is honoured, and spread a little for the same reason.
 */
final class Backoff {
  private final Retry retry;
  private final long began = System.nanoTime();
  private int tries;

  Backoff(Retry retry) {
    this.retry = retry;
  }

  /** How often {@link #next} was asked. */
  int tries() {
    return tries;
  }

  /** Whether the time for trying is over. */
  boolean exhausted() {
    return retry
        .giveUpAfter()
        .map(limit -> System.nanoTime() - began >= limit.toNanos())
        .orElse(false);
  }

  /** The pause before the next try. */
  Duration next(Throwable failure) {
    long ceiling =
        Math.min(
            retry.max().toMillis(), Math.max(1, retry.initial().toMillis()) << Math.min(tries, 30));
    tries++;
    long millis = ThreadLocalRandom.current().nextLong(Math.max(1, ceiling) + 1);
    if (failure instanceof RetryAfterException asked) {
      millis = asked.after().toMillis() + millis / 4;
    }
    return Duration.ofMillis(millis);
  }
}
