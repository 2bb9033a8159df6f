package io.logboom.core.queue;

import static io.logboom.core.queue.Fixture.batch;
import static io.logboom.core.queue.Fixture.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.Queueing.Sync;
import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DiskQueueTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void whatIsAppendedIsHandedOnAndForgotten(Sync sync) throws Exception {
    var taker = Taker.open();
    var queue = Fixture.open(directory, Fixture.options(sync), Fixture.meter(), taker);
    var first = new Receipt();
    queue.append(batch(events(0, 100)), first);
    first.await();
    var second = new Receipt();
    queue.append(events(100, 200), second);
    second.await();
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).containsExactlyInAnyOrderElementsOf(texts(0, 200));
    assertThat(segments()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotDeliveredIsThereAfterARestart(Sync sync) throws Exception {
    var first = Fixture.open(directory, Fixture.options(sync), Fixture.meter(), Taker.closed());
    var receipt = new Receipt();
    first.append(batch(events(0, 5000)), receipt);
    receipt.await();
    first.close();
    var meter = Fixture.meter();
    var taker = Taker.holding();
    var second = Fixture.open(directory, Fixture.options(sync), meter, taker);
    await().until(() -> taker.texts().size() == 5000);
    assertThat(meter.counters()).containsEntry("queue-events", 5000L);
    assertThat(taker.texts()).isEqualTo(texts(0, 5000));
    taker.settle(true);
    assertThat(second.awaitEmpty(LONG)).isTrue();
    second.close();
    assertThat(meter.counters())
        .containsEntry("queue-replayed", 5000L)
        .doesNotContainKeys("queue-events", "queue-bytes", "queue-lost-events");
    assertThat(segments()).isEmpty();
  }

  @Test
  void anEventComesBackAsItWas() throws Exception {
    var origin =
        new Origin(
            "in",
            "s3://bucket/\u00fc\ud83d\ude00",
            Instant.ofEpochSecond(-5, 7),
            Map.of("s3.bucket", "bucket", "empty", ""));
    byte[] bytes = {'x', 0, (byte) 0xFF, '"', 'i', 'd', '\\', '"', '"', 'y'};
    Event plain = JsonEvent.of(bytes, 1, 8, origin, 17);
    Event marked = plain.identified(-1234567890123L, 4, 8);
    Event other = JsonEvent.of(new byte[0], 0, 0, Fixture.ORIGIN, 0);
    var first = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.closed());
    first.append(List.of(plain, other, marked), new Receipt());
    first.close();
    var taker = Taker.holding();
    var second = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    await().until(() -> taker.events().size() == 3);
    var expected = List.of(plain, other, marked);
    for (int i = 0; i < 3; i++) {
      var event = taker.events().get(i);
      assertThat(event.origin()).isEqualTo(expected.get(i).origin());
      assertThat(event.ordinal()).isEqualTo(expected.get(i).ordinal());
      assertThat(event.time()).isEqualTo(expected.get(i).time());
      assertThat(event.id()).isEqualTo(expected.get(i).id());
      assertThat(bytes(event)).isEqualTo(bytes(expected.get(i)));
    }
    second.close();
  }

  @Test
  void anEventOfAnySizeIsTaken() throws Exception {
    var huge = "h".repeat(3 << 20);
    var first = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.closed());
    var receipt = new Receipt();
    first.append(List.of(Fixture.event("a"), Fixture.event(huge), Fixture.event("b")), receipt);
    receipt.await();
    first.close();
    var taker = Taker.open();
    var second = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    assertThat(second.awaitEmpty(LONG)).isTrue();
    second.close();
    assertThat(taker.texts()).containsExactly("a", huge, "b");
  }

  @Test
  void aBatchGoesOnFromMemoryWhenNothingIsBehind() throws Exception {
    var taker = Taker.holding();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    for (int i = 0; i < 10; i++) {
      queue.append(batch(events(i, i + 1)), new Receipt());
    }
    assertThat(taker.offered()).isEqualTo(10);
    taker.settle(true);
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).isEqualTo(texts(0, 10));
  }

  @Test
  void whatDownstreamRefusesIsReadBack() throws Exception {
    var meter = Fixture.meter();
    var taker = Taker.open().refuseOffers();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), meter, taker);
    for (int i = 0; i < 100; i++) {
      queue.append(batch(events(i, i + 1)), new Receipt());
    }
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).containsExactlyInAnyOrderElementsOf(texts(0, 100));
    assertThat(meter.counters()).doesNotContainKey("queue-replayed");
  }

  @Test
  void whatComesBackUndeliveredIsHandedOnAgain() throws Exception {
    var taker = Taker.holding();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    queue.append(batch(events(0, 3)), new Receipt());
    assertThat(taker.settle(false)).isEqualTo(1);
    await().until(() -> taker.texts().size() == 6);
    assertThat(taker.texts().subList(3, 6)).isEqualTo(texts(0, 3));
    taker.settle(true);
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
  }

  @Test
  void deliveryOutOfOrderForgetsNothingTooEarly() throws Exception {
    var taker = Taker.holding();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    for (int i = 0; i < 5; i++) {
      queue.append(batch(events(i, i + 1)), new Receipt());
    }
    for (int i = 0; i < 4; i++) {
      assertThat(taker.settleLast()).isTrue();
    }
    queue.close();
    var again = Taker.open();
    var second = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), again);
    assertThat(second.awaitEmpty(LONG)).isTrue();
    second.close();
    assertThat(again.texts()).isEqualTo(texts(0, 5));
  }

  @Test
  void aFullQueueMakesWaitAndGoesOn() throws Exception {
    var meter = Fixture.meter();
    var taker = Taker.closed();
    var queue =
        Fixture.open(directory, Fixture.options(Sync.OS, 256 << 10, 64 << 10), meter, taker);
    var text = "x".repeat(1000);
    var done = new CompletableFuture<Integer>();
    Thread.startVirtualThread(
        () -> {
          try {
            for (int i = 0; i < 1000; i++) {
              queue.append(List.of(Fixture.event(text)), new Receipt());
            }
            done.complete(1000);
          } catch (InterruptedException e) {
            done.completeExceptionally(e);
          }
        });
    await().until(() -> meter.counters().containsKey("queue-full-waits"));
    assertThat(size()).isLessThanOrEqualTo(256 << 10);
    assertThat(done).isNotDone();
    taker.let();
    done.get();
    assertThat(queue.awaitEmpty(LONG)).isTrue();
    queue.close();
    assertThat(taker.texts()).hasSize(1000);
  }

  /** The thread that reads back is interrupted wherever it is: that damages nothing. */
  @Test
  void aQueueMayBeClosedAtAnyMoment() throws Exception {
    var first = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.closed());
    first.append(events(0, 5000), new Receipt());
    first.close();
    for (int round = 0; round < 300; round++) {
      var meter = Fixture.meter();
      var queue = Fixture.open(directory, Fixture.options(Sync.OS), meter, Taker.holding());
      for (int i = 0; i < round * 100; i++) {
        Thread.onSpinWait();
      }
      queue.close();
      assertThat(queue.events()).isZero();
      assertThat(meter.counters())
          .as("round %d", round)
          .doesNotContainKey("queue-quarantined-bytes")
          .containsEntry("queue-events", 5000L);
    }
    var taker = Taker.open();
    var last = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    assertThat(last.awaitEmpty(LONG)).isTrue();
    last.close();
    assertThat(taker.texts()).isEqualTo(texts(0, 5000));
  }

  @Test
  void segmentsHaveTheSizeThatIsAskedFor() throws Exception {
    var options = Fixture.options(Sync.OS, 8 << 20, 64 << 10);
    var queue = Fixture.open(directory, options, Fixture.meter(), Taker.closed());
    for (int i = 0; i < 1000; i++) {
      var receipt = new Receipt();
      queue.append(List.of(Fixture.event("x".repeat(1000))), receipt);
      receipt.await();
    }
    queue.close();
    assertThat(segments()).hasSizeBetween(17, 20);
    for (var segment : segments()) {
      assertThat(Files.size(segment)).isLessThanOrEqualTo(64 << 10);
    }
  }

  @Test
  void nobodyElseMayLookIntoIt() throws Exception {
    var made = directory.resolve("queues/in");
    Fixture.open(made, Fixture.options(Sync.OS), Fixture.meter(), Taker.open()).close();
    assertThat(Files.getPosixFilePermissions(made))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void whoeverWaitsIsToldWhenTheQueueIsAbandoned() throws Exception {
    var disk = new FaultyDisk();
    var queue =
        Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.closed(), disk);
    disk.room(0);
    var receipt = new Receipt();
    queue.append(events(0, 10), receipt);
    queue.abandon();
    assertThatThrownBy(receipt::await).isInstanceOf(UndeliveredException.class);
    assertThatThrownBy(() -> queue.append(events(10, 20), new Receipt()))
        .isInstanceOf(InterruptedException.class);
    queue.close();
  }

  @Test
  void onlyOneMayHaveTheDirectory() throws Exception {
    var first = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.open());
    assertThatThrownBy(
            () -> Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.open()))
        .isInstanceOf(IOException.class)
        .hasMessage("the queue " + directory + " is in use by another process");
    first.close();
    Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), Taker.open()).close();
  }

  @Test
  void aFlushIsPassedOnOnceAllIsReadBack() throws Exception {
    var taker = Taker.closed();
    var queue = Fixture.open(directory, Fixture.options(Sync.OS), Fixture.meter(), taker);
    queue.append(batch(events(0, 3)), new Receipt());
    queue.flush();
    await().during(Duration.ofMillis(50)).until(() -> taker.flushes() == 0);
    taker.let();
    await().until(() -> taker.flushes() == 1);
    assertThat(taker.texts()).hasSize(3);
    queue.close();
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".segment")).toList();
    }
  }

  private long size() throws IOException {
    long size = 0;
    for (var segment : segments()) {
      size += Files.size(segment);
    }
    return size;
  }

  private static List<String> texts(int from, int to) {
    return events(from, to).stream().map(Fixture::text).toList();
  }

  private static byte[] bytes(Event event) {
    return java.util.Arrays.copyOfRange(
        event.array(), event.offset(), event.offset() + event.length());
  }
}
