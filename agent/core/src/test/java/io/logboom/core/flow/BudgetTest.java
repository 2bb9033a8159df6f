package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final Budget budget = new Budget(100);

  @Test
  void aBatchWaitsUntilThereIsRoom() throws InterruptedException {
    budget.acquire(60);
    var waiting = Thread.startVirtualThread(() -> acquire(60));
    await().until(budget::contended);
    assertThat(budget.used()).isEqualTo(60);

    budget.release(60);
    waiting.join();
    assertThat(budget.used()).isEqualTo(60);
    assertThat(budget.contended()).isFalse();
  }

  @Test
  void aBatchLargerThanTheWholeBudgetGoesAlone() throws InterruptedException {
    budget.acquire(1000);
    var waiting = Thread.startVirtualThread(() -> acquire(1));
    await().until(budget::contended);
    budget.release(1000);
    waiting.join();
    assertThat(budget.used()).isEqualTo(1);
  }

  @Test
  void aLargeBatchIsNotPassedBySmallOnes() throws InterruptedException {
    budget.acquire(60);
    var large = Thread.startVirtualThread(() -> acquire(80));
    await().until(budget::contended);
    var small = Thread.startVirtualThread(() -> acquire(30));
    await().until(() -> budget.waiting() == 2);

    // There was room for the small one all the time.
    budget.release(60);
    large.join();
    assertThat(budget.used()).isEqualTo(80);
    budget.release(80);
    small.join();
    assertThat(budget.used()).isEqualTo(30);
  }

  @Test
  void whoeverGivesUpLetsTheNextOneGo() throws InterruptedException {
    budget.acquire(60);
    var large =
        Thread.startVirtualThread(
            () -> {
              try {
                budget.acquire(80);
              } catch (InterruptedException e) {
                // As meant.
              }
            });
    await().until(budget::contended);
    var small = Thread.startVirtualThread(() -> acquire(30));
    await().until(() -> budget.waiting() == 2);

    large.interrupt();
    small.join();
    assertThat(budget.used()).isEqualTo(90);
    assertThat(budget.contended()).isFalse();
  }

  @Test
  void waitingCanBeInterrupted() throws InterruptedException {
    budget.acquire(100);
    var interrupted = new AtomicInteger();
    var waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                budget.acquire(1);
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
              }
            });
    await().until(budget::contended);
    waiting.interrupt();
    waiting.join();
    assertThat(interrupted).hasValue(1);
    assertThat(budget.contended()).isFalse();
    assertThat(budget.used()).isEqualTo(100);
  }

  @Test
  void whoeverWaitsIsHeardOf() throws InterruptedException {
    var pressure = new AtomicInteger();
    budget.onPressure(pressure::incrementAndGet);
    budget.acquire(100);
    assertThat(pressure).hasValue(0);
    var waiting = Thread.startVirtualThread(() -> acquire(1));
    await().until(() -> pressure.get() == 1);
    budget.release(100);
    waiting.join();
  }

  private void acquire(long bytes) {
    try {
      budget.acquire(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
