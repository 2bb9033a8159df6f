package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every filter must do. Inherit it, give a filter and events it can read, and run. */
public abstract class FilterContract {
  private static final int THREADS = 8;
  private static final int WARM = 20_000;
  private static final int MEASURED = 10_000;

  /** A filter under test; a new one at each call. */
  protected abstract Filter filter() throws Exception;

  /** Events that the filter can read, a dozen or so of as many kinds as there are. */
  protected abstract List<Event> events();

  /** An event as most of them are, for the measure of allocation. */
  protected Event usual() {
    return events().getFirst();
  }

  /**
   * The most bytes of memory the filter may allocate for {@link #usual}, its new event included.
   */
  protected abstract long allowedBytes();

  /** Whether the filter may throw this at an event, other than {@link MalformedException}. */
  protected boolean isExpected(Exception thrown) {
    return false;
  }

  /** Any number of threads may be inside one filter, and each gets what it would get alone. */
  @Test
  protected void eightThreadsAtOnceGetWhatOneGets() throws Exception {
    try (var filter = filter();
        var threads = Executors.newFixedThreadPool(THREADS)) {
      var alone = results(filter);
      var start = new CyclicBarrier(THREADS);
      Callable<List<List<String>>> work =
          () -> {
            start.await();
            var all = new ArrayList<List<String>>();
            for (int round = 0; round < 50; round++) {
              all.add(results(filter));
            }
            return all;
          };
      var tasks = IntStream.range(0, THREADS).mapToObj(_ -> work).toList();
      for (var future : threads.invokeAll(tasks)) {
        assertThat(future.get()).allSatisfy(result -> assertThat(result).isEqualTo(alone));
      }
    }
  }

  private List<String> results(Filter filter) {
    var run = FilterRun.of(events(), filter);
    var all = new ArrayList<>(run.texts());
    run.out().forEach(event -> all.add(event.time() + " " + event.id() + " " + event.origin()));
    run.rejected().forEach(failure -> all.add(failure.toString()));
    all.add(run.dropped().toString());
    return all;
  }

  /** The bytes of an event, and those around it, belong to others too. */
  @Test
  protected void theEventThatCameInIsUnchanged() throws Exception {
    try (var filter = filter()) {
      var all = new ArrayList<>(events());
      all.addAll(Events.hostile());
      for (var event : all) {
        byte[] before = event.array().clone();
        int offset = event.offset();
        int length = event.length();
        FilterRun.of(event, filter);
        assertThat(event.array()).isEqualTo(before);
        assertThat(event.offset()).isEqualTo(offset);
        assertThat(event.length()).isEqualTo(length);
      }
    }
  }

  /** Whatever comes in is handed on, dropped or rejected; nothing else is thrown. */
  @Test
  protected void hostileEventsAreRejectedOrHandedOn() throws Exception {
    try (var filter = filter()) {
      for (var event : Events.hostile()) {
        var run = FilterRun.of(event, filter);
        for (var failure : run.rejected()) {
          var reason = failure.reason();
          assertThat(reason instanceof MalformedException || isExpected(reason))
              .as("%s thrown at %s", reason, Events.text(event))
              .isTrue();
          assertThat(failure.toString()).hasSizeLessThan(1_000);
        }
      }
    }
  }

  /** An event costs little memory, on an event as most of them are. */
  @Test
  protected void allocatesNoMoreThanAllowed() throws Exception {
    try (var filter = filter()) {
      var event = usual();
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      var next = new Reused();
      for (int i = 0; i < WARM; i++) {
        filter.apply(event, next);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < MEASURED; i++) {
        filter.apply(event, next);
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
      assertThat(each).as("bytes allocated for an event").isLessThanOrEqualTo(allowedBytes());
    }
  }

  /** Takes events and forgets them; gives one block again and again. */
  private static final class Reused implements Next {
    private final byte[] block = new byte[1 << 20];
    private Bytes bytes = new Bytes(_ -> block);
    private int used;

    @Override
    public void accept(Event event) {
      if (++used == 100) {
        bytes = new Bytes(_ -> block);
        used = 0;
      }
    }

    @Override
    public void drop(String reason) {}

    @Override
    public void reject(Event event, MalformedException reason) {}

    @Override
    public Bytes bytes() {
      return bytes;
    }
  }
}
