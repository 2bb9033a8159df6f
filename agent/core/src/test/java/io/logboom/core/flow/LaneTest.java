package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.Batching;
import io.logboom.spi.DataSize;
import io.logboom.spi.UndeliveredException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Sample events are 11 bytes each. */
class LaneTest {
  private static final Duration NEVER = Duration.ofDays(1);

  private final Budget budget = new Budget(1 << 20);

  @Test
  void aBatchIsCutByBytes() throws InterruptedException {
    var lane = lane(44, 1000, NEVER);
    offer(lane, 2);
    offer(lane, 2);
    offer(lane, 3);
    assertThat(take(lane).size()).isEqualTo(4);
    assertNothingYet(lane);
  }

  @Test
  void aBatchIsCutByCount() throws InterruptedException {
    var lane = lane(1 << 20, 3, NEVER);
    offer(lane, 2);
    offer(lane, 1);
    offer(lane, 2);
    assertThat(take(lane).size()).isEqualTo(3);
    assertNothingYet(lane);
  }

  @Test
  void aBatchIsCutByAge() throws InterruptedException {
    var lane = lane(1 << 20, 1000, Duration.ofMillis(20));
    offer(lane, 2);
    assertThat(take(lane).size()).isEqualTo(2);
  }

  @Test
  void aPartThatIsTooLargeIsSplit() throws InterruptedException {
    var lane = lane(25, 1000, NEVER);
    var ledger = offer(lane, 5);
    lane.hurry();
    assertThat(List.of(take(lane).size(), take(lane).size(), take(lane).size()))
        .containsExactly(2, 2, 1);
    assertThat(ledger.done()).isFalse();
  }

  @Test
  void anEventLargerThanABatchGoesAlone() throws InterruptedException {
    var lane = lane(5, 1000, NEVER);
    offer(lane, 2);
    assertThat(take(lane).size()).isEqualTo(1);
    assertThat(take(lane).size()).isEqualTo(1);
  }

  @Test
  void aFlushCutsWhatIsInButNotWhatComesLater() throws InterruptedException {
    var lane = lane(1 << 20, 1000, NEVER);
    offer(lane, 2);
    lane.flush();
    assertThat(take(lane).size()).isEqualTo(2);
    offer(lane, 1);
    assertNothingYet(lane);
  }

  @Test
  void anInputThatWaitsForMemoryMakesItCut() throws Exception {
    var lane = lane(1 << 20, 1000, NEVER);
    offer(lane, 2);
    var taken = taking(lane);
    budget.acquire(1 << 20);
    var waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                budget.acquire(1);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(taken.get().size()).isEqualTo(2);
    waiting.interrupt();
    waiting.join();
  }

  @Test
  void aDrainedLaneEnds() throws Exception {
    var lane = lane(1 << 20, 1000, NEVER);
    offer(lane, 2);
    lane.drain();
    assertThat(take(lane).size()).isEqualTo(2);
    assertThat(lane.take()).isNull();
  }

  @Test
  void anAbandonedLaneFailsWhatIsInAndWhatStillComes() throws InterruptedException {
    var lane = lane(1 << 20, 1000, NEVER);
    var early = offer(lane, 2);
    lane.abandon("stopped");
    var late = offer(lane, 2);
    assertThat(lane.take()).isNull();
    for (var ledger : List.of(early, late)) {
      ledger.close(1);
      assertThatThrownBy(ledger::await)
          .isInstanceOf(UndeliveredException.class)
          .hasMessage("stopped");
    }
  }

  @Test
  void aCutClosesTheRightNumberOfEntriesOfEachLedger() throws Exception {
    var lane = lane(1 << 20, 5, NEVER);
    var first = offer(lane, 3);
    var second = offer(lane, 2);
    take(lane).close();
    first.close(1);
    second.close(1);
    first.await();
    second.await();
  }

  private Lane lane(long bytes, int events, Duration age) {
    return new Lane(new Batching(new DataSize(bytes), events, age), budget);
  }

  private static Ledger offer(Lane lane, int events) {
    var ledger = new Ledger(() -> {});
    ledger.open(events);
    lane.offer(Part.of(ledger, Samples.events(events)));
    return ledger;
  }

  private static Cut take(Lane lane) throws InterruptedException {
    var cut = lane.take();
    assertThat(cut).isNotNull();
    return cut;
  }

  private static CompletableFuture<Cut> taking(Lane lane) {
    var taken = new CompletableFuture<Cut>();
    Thread.startVirtualThread(
        () -> {
          try {
            taken.complete(lane.take());
          } catch (InterruptedException e) {
            taken.completeExceptionally(e);
          }
        });
    return taken;
  }

  /** Nothing is cut by itself; a flush then proves that the lane was alive. */
  private static void assertNothingYet(Lane lane) throws InterruptedException {
    var taken = taking(lane);
    await().during(Duration.ofMillis(50)).until(() -> !taken.isDone());
    lane.flush();
    try {
      assertThat(taken.get().size()).isPositive();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
