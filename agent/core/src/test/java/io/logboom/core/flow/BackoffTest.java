package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.config.Retry;
import io.logboom.spi.RetryAfterException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Retry RETRY =
      new Retry(Duration.ofMillis(100), Duration.ofSeconds(2), Optional.empty());

  @Test
  void theCeilingDoublesUpToTheLimitAndEveryPauseBelowItIsPossible() {
    long longest = 0;
    long shortest = Long.MAX_VALUE;
    for (int round = 0; round < 500; round++) {
      var backoff = new Backoff(RETRY);
      for (int i = 0; i < 40; i++) {
        long pause = backoff.next(new IOException()).toMillis();
        assertThat(pause).isBetween(0L, Math.min(2000L, 100L << Math.min(i, 30)));
        longest = Math.max(longest, pause);
        shortest = Math.min(shortest, pause);
      }
      assertThat(backoff.tries()).isEqualTo(40);
    }
    assertThat(longest).isGreaterThan(1800);
    assertThat(shortest).isLessThan(10);
  }

  @Test
  void whatTheOtherSideAsksForIsHonoured() {
    var asked = new RetryAfterException("busy", Duration.ofSeconds(30));
    for (int i = 0; i < 100; i++) {
      assertThat(new Backoff(RETRY).next(asked))
          .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }
  }

  @Test
  void isExhaustedOnlyWhenThereIsALimit() {
    assertThat(new Backoff(RETRY).exhausted()).isFalse();
    var limited =
        new Backoff(
            new Retry(
                Duration.ofMillis(1), Duration.ofMillis(1), Optional.of(Duration.ofNanos(1))));
    assertThat(limited.exhausted()).isTrue();
  }
}
