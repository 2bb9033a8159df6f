package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofDays(1);

  private final Watchdog watchdog = new Watchdog();

  @AfterEach
  void close() {
    watchdog.close();
  }

  @Test
  void aCallThatHangsIsInterrupted() {
    assertThatThrownBy(() -> watchdog.within(SOON, () -> new CountDownLatch(1).await()))
        .isInstanceOf(Watchdog.Expired.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anExceptionMadeOfTheInterruptIsToldApart() {
    assertThatThrownBy(
            () ->
                watchdog.within(
                    SOON,
                    () -> {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                      }
                    }))
        .isInstanceOf(Watchdog.Expired.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aFailureInTimeIsItself() {
    assertThatThrownBy(
            () ->
                watchdog.within(
                    NEVER,
                    () -> {
                      throw new IOException("refused");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("refused");
  }

  @Test
  void anInterruptOfSomebodyElseGoesThrough() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> watchdog.within(NEVER, () -> new CountDownLatch(1).await()))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void manyCallsEachEndOnce() throws Exception {
    for (int i = 0; i < 2000; i++) {
      try {
        watchdog.within(Duration.ZERO, () -> Thread.onSpinWait());
      } catch (Watchdog.Expired e) {
        assertThat(e).isNotNull();
      }
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }
}
