package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Event;
import io.logboom.spi.StatefulFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every filter with a memory must do, besides what {@link FilterContract} asks of all. Inherit
 * it, give a filter and events that leave something in its memory, and run.
 */
public abstract class StatefulFilterContract {
  private static final int THREADS = 8;

  /** A filter under test, with an empty memory; a new one at each call. */
  protected abstract StatefulFilter filter() throws Exception;

  /**
   * Events it remembers, a dozen or so. What it makes of them in the end must not depend on their
   * order.
   */
  protected abstract List<Event> events();

  /** A time at which none of the events is too old yet. */
  protected Instant now() {
    return TestContext.NOW;
  }

  /** A filter that was restarted goes on where the other one saved. */
  @Test
  protected void aRestartChangesNothing() throws Exception {
    var events = events();
    int half = events.size() / 2;
    for (boolean everything : new boolean[] {true, false}) {
      try (var first = filter();
          var second = filter()) {
        var run = StatefulRun.start(first);
        run.apply(events.subList(0, half));
        save(run, everything);
        assertThat(run.entries()).as("entries saved").isPositive();
        run = run.restart(second);
        assertThat(run.setAside()).isZero();
        run.apply(events.subList(half, events.size()));
        assertThat(rows(run)).isEqualTo(rowsOf(events));
      }
    }
  }

  /** What has changed since the last save, on top of that, is everything. */
  @Test
  protected void whatChangedOnTopOfWhatWasIsEverything() throws Exception {
    for (int seed = 1; seed <= 20; seed++) {
      whatChanged(seed);
    }
  }

  private void whatChanged(int seed) throws Exception {
    var random = new Random(seed);
    try (var first = filter();
        var second = filter()) {
      var run = StatefulRun.start(first);
      var now = now();
      var before = new ArrayList<String>();
      for (var event : events()) {
        run.apply(List.of(event));
        switch (random.nextInt(4)) {
          case 0 -> run.save();
          case 1 -> {
            now = now.plus(Duration.ofSeconds(random.nextInt(60)));
            before.addAll(run.due(now).texts());
          }
          case 2 -> run.saveAll();
          default -> {}
        }
      }
      run.save();
      int entries = run.entries();
      long bytes = run.bytes();
      var restarted = run.restart(second);
      run.saveAll();
      assertThat(run.entries()).as("seed %s: entries", seed).isEqualTo(entries);
      assertThat(run.bytes()).as("seed %s: bytes", seed).isEqualTo(bytes);
      assertThat(rows(restarted))
          .as("seed %s, given out before: %s", seed, before)
          .isEqualTo(rows(run));
    }
  }

  /** Others go on applying while one thread saves: what they had done by then is saved. */
  @Test
  protected void savingWhileOthersApplyLosesNothing() throws Exception {
    var events = events();
    try (var first = filter();
        var second = filter();
        var threads = Executors.newFixedThreadPool(THREADS)) {
      var run = StatefulRun.start(first);
      var start = new CyclicBarrier(THREADS + 1);
      var left = new AtomicInteger(THREADS);
      Callable<Void> work =
          () -> {
            start.await();
            try {
              for (int round = 0; round < 50; round++) {
                run.apply(events);
              }
              return null;
            } finally {
              left.decrementAndGet();
            }
          };
      var futures = IntStream.range(0, THREADS).mapToObj(_ -> threads.submit(work)).toList();
      start.await();
      while (left.get() > 0) {
        run.save();
      }
      for (var future : futures) {
        future.get();
      }
      run.save();
      var restarted = run.restart(second);
      var all = new ArrayList<Event>();
      for (int round = 0; round < THREADS * 50; round++) {
        all.addAll(events);
      }
      assertThat(rows(restarted)).isEqualTo(rowsOf(all));
    }
  }

  /** The last of all is given out once. */
  @Test
  protected void nothingComesAfterTheLast() throws Exception {
    try (var filter = filter()) {
      var run = StatefulRun.start(filter);
      run.apply(events());
      rows(run);
      assertThat(rows(run)).isEmpty();
    }
  }

  /** An entry of another query, rule or version is not taken back, and does no harm. */
  @Test
  protected void whatIsNotItsOwnIsNotTakenBack() throws Exception {
    byte[][] strange = {{}, {0}, {-1, -1, -1, -1}, "another".getBytes(StandardCharsets.UTF_8)};
    try (var filter = filter()) {
      for (var key : strange) {
        for (var value : strange) {
          assertThat(filter.restore(key.clone(), value.clone())).isFalse();
        }
      }
      var run = StatefulRun.start(filter);
      run.apply(events());
      assertThat(rows(run)).isEqualTo(rowsOf(events()));
    }
  }

  private List<String> rowsOf(List<Event> events) throws Exception {
    try (var filter = filter()) {
      var run = StatefulRun.start(filter);
      run.apply(events);
      return rows(run);
    }
  }

  private List<String> rows(StatefulRun run) {
    return run.last(now()).texts().stream().sorted().toList();
  }

  private static void save(StatefulRun run, boolean everything) throws Exception {
    if (everything) {
      run.saveAll();
    } else {
      run.save();
    }
  }
}
