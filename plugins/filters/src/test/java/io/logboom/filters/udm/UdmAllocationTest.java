package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What an event of UDM allocates, of whatever kind its record is: the event itself, and nothing
 * else. The garbage collector's part of the agent's CPU time hangs on this.
 */
class UdmAllocationTest {
  private static final int ROUNDS = 3_000;

  /** An event of 72 bytes; the rest is for a compiler at work. */
  private static final int ALLOWED = 96;

  @Test
  void anEventAllocatesItselfAndNothingElse() throws Exception {
    var records = TrailSamples.lines().stream().map(Events::of).toList();
    try (var udm = Cases.filter(new UdmPlugin(), "")) {
      var next = new Counting();
      run(records, udm, next);
      run(records, udm, next);
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      run(records, udm, next);
      long all = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(next.count).isEqualTo(3L * ROUNDS * records.size());
      assertThat(all / ROUNDS / records.size()).isLessThanOrEqualTo(ALLOWED);
    }
  }

  private static void run(List<Event> records, Filter udm, Next next) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      for (var event : records) {
        udm.apply(event, next);
      }
    }
  }

  /** Counts events, and lends one block over and over. */
  private static final class Counting implements Next {
    private final byte[] block = new byte[512 << 10];
    private Bytes bytes = new Bytes(_ -> block);
    private long count;

    @Override
    public void accept(Event event) {
      if (++count % 50 == 0) {
        bytes = new Bytes(_ -> block);
      }
    }

    @Override
    public void drop(String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void reject(Event event, MalformedException reason) {
      throw new AssertionError(reason);
    }

    @Override
    public Bytes bytes() {
      return bytes;
    }
  }
}
