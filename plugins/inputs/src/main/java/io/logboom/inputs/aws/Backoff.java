package io.logboom.inputs.aws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again: doubled from try to try up to a limit, and of that a random
 * part, at least half, so that many who failed together do not come back together.
 *
 * @param initial the first wait
 * @param max the longest
 */
public record Backoff(Duration initial, Duration max) {

  /** Checks that the waits can grow. */
  public Backoff {
    if (initial.toMillis() < 1) {
      throw new IllegalArgumentException("initial must be at least 1ms");
    }
    if (max.compareTo(initial) < 0) {
      throw new IllegalArgumentException("max must not be less than initial");
    }
  }

  /**
   * The wait after so many failures.
   *
   * @param failures from 1
   */
  public Duration after(int failures) {
    long most = max.toMillis();
    long wait = initial.toMillis();
    for (int i = 1; i < failures && wait < most; i++) {
      wait *= 2;
    }
    wait = Math.min(wait, most);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(wait - wait / 2, wait + 1));
  }

  /** Waits after so many failures. */
  public void pause(int failures) throws InterruptedException {
    Thread.sleep(after(failures));
  }
}
