package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.UndeliveredException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final AtomicInteger released = new AtomicInteger();
  private final Ledger ledger = new Ledger(released::incrementAndGet);

  @Test
  void isDoneWhenEveryEntryIsClosed() throws Exception {
    ledger.open(5);
    ledger.close(1);
    ledger.close(4);
    assertThat(ledger.done()).isFalse();
    assertThat(released).hasValue(0);
    ledger.close(1);
    assertThat(ledger.done()).isTrue();
    assertThat(released).hasValue(1);
    ledger.await();
  }

  @Test
  void aFailedEntryBreaksThePromiseButOnlyOnceNobodyUsesTheMemory() {
    ledger.open(2);
    ledger.fail(1, "stopped");
    assertThat(ledger.done()).isFalse();
    assertThat(released).hasValue(0);
    ledger.close(2);
    assertThat(released).hasValue(1);
    assertThatThrownBy(ledger::await)
        .isInstanceOf(UndeliveredException.class)
        .hasMessage("stopped");
  }

  /** An input keeps the promises of a large object until it has read the last of it. */
  @Test
  void aKeptPromiseKeepsNothingElse() {
    var batches = new ArrayList<WeakReference<byte[]>>();
    var settled = holding(new byte[1 << 20], batches);
    var memory = batches.getFirst();
    System.gc();
    assertThat(memory.get()).isNotNull();
    settled.close(1);
    await()
        .until(
            () -> {
              System.gc();
              return memory.get() == null;
            });
    assertThat(settled.done()).isTrue();
  }

  private static Ledger holding(byte[] bytes, List<WeakReference<byte[]>> batches) {
    batches.add(new WeakReference<>(bytes));
    return new Ledger(() -> bytes[0] = 1, _ -> bytes[1] = 1);
  }

  @Test
  void manyThreadsCloseItOnce() throws Exception {
    ledger.open(100_000);
    ledger.close(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        threads.execute(
            () -> {
              for (int j = 0; j < 100; j++) {
                ledger.close(1);
              }
            });
      }
    }
    ledger.await();
    assertThat(released).hasValue(1);
  }
}
