package io.logboom.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.core.config.Queueing.Sync;
import io.logboom.spi.Event;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending must not cost garbage for each event. */
final class AppendAllocationTest {
  private static final int EVENTS = 1000;

  @TempDir Path directory;

  @Test
  void appendingAllocatesNothingForAnEvent() throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var queue =
        Fixture.open(
            directory,
            Fixture.options(Sync.OS, 1 << 30, 64 << 20),
            Fixture.meter(),
            Taker.closed());
    var events = new ArrayList<Event>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(Fixture.event("x".repeat(330), Fixture.ORIGIN, i));
    }
    List<Event> batch = List.copyOf(events);
    // A little for each batch: its promise, its piece of a group, the first origin of a group.
    long wanted = EVENTS * 16L;
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 100 && allocated >= wanted; round++) {
      var receipt = new Receipt();
      long before = threads.getCurrentThreadAllocatedBytes();
      queue.append(batch, receipt);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      receipt.await();
    }
    queue.close();
    assertThat(allocated).as("bytes for %d events", EVENTS).isLessThan(wanted);
  }
}
