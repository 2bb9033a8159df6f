package io.logboom.core.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How a write that failed is tried again: after a random part of a wait that doubles with each try.
 *
 * @param initial the first wait
 * @param max the longest wait
 * @param giveUpAfter how long after the first try the events go to the dead-letter file; empty:
 *     never
 */
public record Retry(Duration initial, Duration max, Optional<Duration> giveUpAfter) {

  public Retry {
    if (!initial.isPositive()) {
      throw new IllegalArgumentException("initial must be longer than 0s");
    }
    if (max.compareTo(initial) < 0) {
      throw new IllegalArgumentException("max cannot be shorter than initial");
    }
    if (giveUpAfter.isPresent() && !giveUpAfter.get().isPositive()) {
      throw new IllegalArgumentException("give-up-after must be longer than 0s");
    }
  }
}
