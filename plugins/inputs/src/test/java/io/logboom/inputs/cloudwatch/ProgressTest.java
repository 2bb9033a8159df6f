package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long MINUTE = 60_000;
  private static final long NOW = 1_000_000 * MINUTE;
  private static final long OVERLAP = 5 * MINUTE;

  @Test
  @DisplayName("the frontier stays the overlap behind the beginning of the last reading")
  void frontier() {
    var progress = new Progress(OVERLAP, NOW - 10 * MINUTE);
    Range range = progress.next(NOW);
    assertThat(range.kind()).isEqualTo(Range.Kind.WINDOW);
    assertThat(range.from()).isEqualTo(NOW - 10 * MINUTE);
    assertThat(range.to()).isGreaterThan(NOW);
    assertThat(progress.done(range, 1)).isEqualTo(NOW - OVERLAP);
    assertThat(progress.upTo()).isEqualTo(NOW);
    assertThat(progress.next(NOW + MINUTE).from()).isEqualTo(NOW - OVERLAP);
  }

  @Test
  @DisplayName("the frontier never goes back, even if the clock does")
  void clockGoesBack() {
    var progress = new Progress(OVERLAP, NOW);
    long frontier = progress.done(progress.next(NOW + 10 * MINUTE), 1);
    assertThat(progress.done(progress.next(NOW - 10 * MINUTE), 1)).isEqualTo(frontier);
  }

  @Test
  @DisplayName("fifty empty years take few requests")
  void emptyYears() {
    var progress = new Progress(OVERLAP, 0);
    int requests = 0;
    while (progress.next(NOW * 26).kind() == Range.Kind.HISTORY) {
      progress.done(progress.next(NOW * 26), 1);
      requests++;
    }
    assertThat(requests).isLessThan(15);
  }

  @Test
  @DisplayName("history that turns out dense is read in smaller pieces, and gets done")
  void denseHistory() {
    var progress = new Progress(OVERLAP, NOW - 30L * 24 * 60 * MINUTE);
    int requests = 0;
    while (progress.upTo() < NOW) {
      Range range = progress.next(NOW);
      // A page a minute.
      int pages = (int) ((Math.min(range.to(), NOW) - range.from()) / MINUTE) + 1;
      boolean stopped = false;
      for (int page = 1; page < pages && !stopped; page++) {
        requests++;
        stopped = progress.tooLong(range, page);
      }
      if (!stopped) {
        requests++;
        progress.done(range, pages);
      }
    }
    assertThat(requests).isBetween(43_200, 52_000);
  }

  @Test
  @DisplayName("windows of many pages are read again only after as many others")
  void busy() {
    var progress = new Progress(OVERLAP, NOW - OVERLAP);
    int window = 0;
    int fresh = 0;
    for (int poll = 0; poll < 600; poll++) {
      Range range = progress.next(NOW + poll * 10_000L);
      switch (range.kind()) {
        case WINDOW -> {
          window += 30;
          progress.done(range, 30);
        }
        case FRESH -> {
          fresh += 2;
          progress.done(range, 2);
        }
        case HISTORY -> throw new AssertionError("it is not behind");
      }
    }
    assertThat(window).isBetween(fresh / 2, fresh + 60);
  }

  /**
   * A log group whose events show up late by any time up to the overlap, polled at any times, read
   * as the answers say: all is seen, whatever the frontier lets go.
   */
  @RepeatedTest(200)
  @DisplayName("whatever shows up within the overlap is read")
  void nothingIsMissed() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    long overlap = 1000L + random.nextInt(600_000);
    int pageSize = 1 + random.nextInt(30);
    record Shown(int id, long time, long from) {}
    List<Shown> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long time = NOW + random.nextInt(3_000_000);
      all.add(new Shown(i, time, time + random.nextLong(overlap)));
    }
    Set<Integer> seen = new HashSet<>();
    var progress = new Progress(overlap, NOW);
    long frontier = NOW;
    long end = NOW + 6_000_000 + 3 * overlap;
    for (long now = NOW; now < end; now += random.nextInt(120_000)) {
      Range range = progress.next(now);
      var found = new ArrayList<Integer>();
      for (Shown event : all) {
        // What shows up while the pages are read may be in them or not.
        long until = event.id % 2 == 0 ? now : now + 3000;
        if (event.from <= until && event.time >= range.from() && event.time <= range.to()) {
          found.add(event.id);
        }
      }
      int pages = 1 + found.size() / pageSize;
      if (pages > 1 && progress.tooLong(range, pages)) {
        continue;
      }
      if (random.nextInt(10) > 0) {
        seen.addAll(found);
        long moved = progress.done(range, pages);
        assertThat(moved).isGreaterThanOrEqualTo(frontier);
        frontier = moved;
        for (Shown event : all) {
          if (event.time < frontier) {
            assertThat(seen).as("seed %d", seed).contains(event.id);
          }
        }
      }
    }
    assertThat(frontier).as("seed %d", seed).isGreaterThan(NOW + 3_000_000);
    assertThat(seen).as("seed %d", seed).hasSize(300);
  }
}
