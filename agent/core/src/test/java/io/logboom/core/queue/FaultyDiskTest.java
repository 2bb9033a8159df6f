package io.logboom.core.queue;

import static io.logboom.core.queue.Fixture.batch;
import static io.logboom.core.queue.Fixture.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.Queueing;
import io.logboom.core.config.Queueing.Sync;
import io.logboom.spi.DataSize;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full or broken: nothing is acknowledged that is not there, and all goes on. */
@Timeout(60)
class FaultyDiskTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 20, 33, 100, 400})
  void aFullDiskMakesWaitAndRecoversByItself(long room) throws Exception {
    var meter = Fixture.meter();
    var taker = Taker.closed();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), meter, taker, disk);
    disk.room(room);
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 10; i++) {
      var receipt = new Receipt();
      queue.append(batch(events(10 * i, 10 * i + 10)), receipt);
      receipts.add(receipt);
    }
    await().until(() -> disk.refusals() >= 3);
    assertThat(receipts).noneMatch(Receipt::done);
    assertThat(taker.texts()).isEmpty();
    disk.room(Long.MAX_VALUE);
    for (var receipt : receipts) {
      receipt.await();
    }
    taker.let();
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).containsExactlyInAnyOrderElementsOf(texts(0, 100));
    assertThat(meter.counters())
        .containsKey("queue-write-failures")
        .doesNotContainKey("queue-quarantined-bytes");
  }

  /** What is in memory goes on although nothing can be written. */
  @Test
  void aFullDiskDoesNotKeepAnOutputFromDelivering() throws Exception {
    var taker = Taker.open();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker, disk);
    disk.room(0);
    var receipt = new Receipt();
    queue.append(batch(events(0, 10)), receipt);
    receipt.await();
    assertThat(taker.texts()).isEqualTo(texts(0, 10));
    queue.close();
  }

  @Test
  void whoeverAppendsWaitsWhileTheDiskIsFull() throws Exception {
    var queue =
        Fixture.open(
            directory,
            Fixture.options(Sync.OS, 64 << 20, 1 << 20),
            Fixture.meter(),
            Taker.closed(),
            disk);
    disk.room(10_000);
    var text = "x".repeat(1000);
    var all = new CompletableFuture<Integer>();
    var last = new Receipt();
    Thread.startVirtualThread(
        () -> {
          try {
            for (int i = 0; i < 10_000; i++) {
              queue.append(List.of(Fixture.event(text)), i == 9999 ? last : new Receipt());
            }
            all.complete(10_000);
          } catch (InterruptedException e) {
            all.completeExceptionally(e);
          }
        });
    await().until(() -> disk.refusals() >= 3);
    await().during(Duration.ofMillis(100)).until(() -> !all.isDone());
    disk.room(Long.MAX_VALUE);
    assertThat(all.get()).isEqualTo(10_000);
    last.await();
    queue.close();
  }

  @ParameterizedTest
  @EnumSource
  void aQueueThatIsClosedWhileTheDiskIsFullHasAcknowledgedNothing(Sync sync) throws Exception {
    var queue =
        Fixture.open(directory, Fixture.options(sync), Fixture.meter(), Taker.closed(), disk);
    var early = new Receipt();
    queue.append(events(0, 10), early);
    early.await();
    disk.room(50);
    var late = new Receipt();
    queue.append(events(10, 20), late);
    await().until(() -> disk.refusals() >= 1);
    queue.close();
    assertThatThrownBy(late::await).isInstanceOf(UndeliveredException.class);
    var meter = Fixture.meter();
    var taker = Taker.open();
    var again = Fixture.open(directory, Fixture.options(sync), meter, taker);
    assertThat(again.awaitEmpty(LONG)).isTrue();
    again.close();
    assertThat(taker.texts()).isEqualTo(texts(0, 10));
    assertThat(meter.counters()).doesNotContainKey("queue-quarantined-bytes");
  }

  @Test
  void aSegmentThatHasAllTheRoomThereIsGoesOnceItIsDelivered() throws Exception {
    var taker = Taker.open();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker, disk);
    var first = new Receipt();
    queue.append(events(0, 100), first);
    first.await();
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    disk.room(0);
    var second = new Receipt();
    queue.append(events(100, 200), second);
    await()
        .until(() -> directory.toFile().list((_, name) -> name.endsWith(".segment")).length == 0);
    disk.room(Long.MAX_VALUE);
    second.await();
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).isEqualTo(texts(0, 200));
  }

  @Test
  void anFsyncThatFailsAcknowledgesNothingUntilOneSucceeds() throws Exception {
    var meter = Fixture.meter();
    var taker = Taker.closed();
    var queue = Fixture.open(directory, Fixture.options(Sync.ALWAYS), meter, taker, disk);
    disk.fsyncFails(true);
    var receipt = new Receipt();
    queue.append(events(0, 10), receipt);
    await().until(() -> disk.refusals() >= 2);
    assertThat(receipt.done()).isFalse();
    disk.fsyncFails(false);
    receipt.await();
    taker.let();
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).isEqualTo(texts(0, 10));
  }

  @Test
  void anFsyncAnIntervalThatFailsBreaksThePromises() throws Exception {
    var queue =
        Fixture.open(
            directory, Fixture.options(Sync.INTERVAL), Fixture.meter(), Taker.closed(), disk);
    var early = new Receipt();
    queue.append(events(0, 10), early);
    early.await();
    disk.fsyncFails(true);
    var late = new Receipt();
    queue.append(events(10, 20), late);
    assertThatThrownBy(late::await)
        .isInstanceOf(UndeliveredException.class)
        .hasMessageContaining("Input/output error");
    disk.fsyncFails(false);
    var next = new Receipt();
    queue.append(events(20, 30), next);
    next.await();
    queue.close();
  }

  @Test
  void manyWhoWaitShareAnFsync() throws Exception {
    var queue =
        Fixture.open(
            directory,
            Fixture.options(Sync.ALWAYS, 64 << 20, 16 << 20),
            Fixture.meter(),
            Taker.closed(),
            disk);
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 2000; i++) {
      var receipt = new Receipt();
      queue.append(events(i, i + 1), receipt);
      receipts.add(receipt);
    }
    for (var receipt : receipts) {
      receipt.await();
    }
    assertThat(disk.forces()).isLessThan(1500);
    queue.close();
  }

  @Test
  void anIntervalHasOneFsync() throws Exception {
    var hour =
        new Queueing(
            Queueing.Type.DISK,
            new DataSize(8 << 20),
            new DataSize(1 << 20),
            Sync.INTERVAL,
            Duration.ofHours(1));
    var queue = Fixture.open(directory, hour, Fixture.meter(), Taker.closed(), disk);
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < 100; i++) {
      var receipt = new Receipt();
      queue.append(events(i, i + 1), receipt);
      receipts.add(receipt);
    }
    await().during(Duration.ofMillis(100)).until(() -> receipts.stream().noneMatch(Receipt::done));
    // That of the directory, when the segment was made.
    assertThat(disk.forces()).isEqualTo(1);
    queue.close();
    for (var receipt : receipts) {
      receipt.await();
    }
  }

  @Test
  void whatIsLeftToTheOperatingSystemHasNoFsync() throws Exception {
    var queue =
        Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.open(), disk);
    var receipt = new Receipt();
    queue.append(events(0, 10), receipt);
    receipt.await();
    assertThat(disk.forces()).isZero();
    queue.close();
  }

  /** It may be able to later: so nothing of it is deleted. */
  @Test
  void whatTheDiskCannotReadIsKept() throws Exception {
    var first = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.closed());
    first.append(events(0, 10), new Receipt());
    first.close();
    byte[] before = Files.readAllBytes(segments(directory).getFirst());
    var meter = Fixture.meter();
    var taker = Taker.open();
    disk.readFails(true);
    var second = Fixture.open(directory, Fixture.options(Sync.OS), meter, taker, disk);
    second.append(batch(events(10, 20)), new Receipt());
    assertThat(second.awaitEmpty(LONG)).isTrue();
    second.close();
    assertThat(taker.texts()).isEqualTo(texts(10, 20));
    assertThat(meter.counters()).containsEntry("queue-quarantined-bytes", (long) before.length);
    assertThat(segments(directory)).isEmpty();
    assertThat(segments(directory.resolve("damaged")).getFirst()).hasBinaryContent(before);
  }

  private static List<Path> segments(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".segment")).toList();
    }
  }

  private static List<String> texts(int from, int to) {
    return events(from, to).stream().map(Fixture::text).toList();
  }
}
