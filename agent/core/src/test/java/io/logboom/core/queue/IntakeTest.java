package io.logboom.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A queue whose writer and reader are this test, so that they come when it hurts. */
class IntakeTest {
  private static final long SECOND = 1_000_000_000;
  private static final int EVENTS = 3_000;

  private final Path directory = Path.of("queue");
  private final Segment segment = Segment.fresh(directory, 1, 1);
  private final Backlog backlog =
      new Backlog(List.of(), new Mark(Segment.fresh(directory, 0, 0), Layout.HEADER), 0, 0);
  private final Exchange exchange =
      new Exchange(
          backlog,
          new Tally(Fixture.NAME, Fixture.meter(), new Quarantine(directory, Disk.REAL)),
          64 << 20,
          1 << 20,
          1L << 32 | 2);
  private final Chores chores = new Chores(exchange);

  /** A batch that takes three groups lets go of the lock between them. */
  @Test
  void whatIsReadBackOfABatchHalfAppendedIsNotTakenForAllOfIt() throws Exception {
    backlog.open(segment);
    var receipt = new Receipt();
    var appending =
        Thread.startVirtualThread(
            () -> {
              try {
                new Intake(exchange).append(events(), receipt, false);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(this::isFull);

    Group group;
    long first;
    exchange.lock.lock();
    try {
      group = chores.take(Optional.empty(), SECOND).group().orElseThrow();
      chores.written(group, segment);
      first = group.endNumber();
      var range = backlog.readable().orElseThrow();
      backlog.split(range, new Mark(segment, segment.end()), first, 0);
    } finally {
      exchange.lock.unlock();
    }
    for (var done = Optional.of(group); appending.isAlive() || !exchange.filling.isEmpty(); ) {
      var next = chores.take(done, SECOND / 100).group();
      next.ifPresent(one -> chores.written(one, segment));
      done = next;
    }

    var rest = backlog.readable().orElseThrow();
    assertThat(rest.startNumber).isEqualTo(first);
    assertThat(rest.endNumber).isEqualTo(EVENTS);
    assertThat(rest.end).isEqualTo(new Mark(segment, segment.end()));
  }

  private boolean isFull() {
    exchange.lock.lock();
    try {
      return exchange.lock.hasWaiters(exchange.room);
    } finally {
      exchange.lock.unlock();
    }
  }

  private static List<Event> events() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(Fixture.event("x".repeat(1000), Fixture.ORIGIN, i));
    }
    return events;
  }
}
