package io.logboom.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of one event of ten bytes each. */
class BacklogTest {
  private static final int EVENTS = 100;

  private final Segment segment = Segment.fresh(Path.of("queue"), 1, 1);
  private final Backlog backlog =
      new Backlog(List.of(), new Mark(Segment.fresh(Path.of("queue"), 0, 0), 32), 0, 0);
  private final List<Range> ranges = new ArrayList<>();

  @BeforeEach
  void append() {
    backlog.open(segment);
    for (int i = 0; i < EVENTS; i++) {
      var range = backlog.appending(true);
      backlog.appended(range, 10);
      range.unwritten++;
      backlog.handed(range, 10);
      ranges.add(range);
    }
  }

  private void write() {
    for (var range : ranges) {
      backlog.written(range, segment, segment.end(), segment.end() + 10);
      segment.end(segment.end() + 10);
    }
    backlog.advance();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theLowWaterIsTheOldestThatIsNotDelivered(long seed) {
    write();
    var order = new ArrayList<Integer>();
    for (int i = 0; i < EVENTS; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    var left = new ArrayList<>(order);
    for (int i : order) {
      backlog.settled(ranges.get(i));
      left.removeIf(one -> one == i);
      int low = left.isEmpty() ? EVENTS : Collections.min(left);
      assertThat(backlog.lowNumber()).as("seed %d", seed).isEqualTo(low);
      if (low > 0) {
        assertThat(backlog.low()).isEqualTo(new Mark(segment, 32 + 10L * low));
      }
    }
    assertThat(backlog.isEmpty()).isTrue();
    assertThat(backlog.onTheWay()).isZero();
  }

  @Test
  void whatIsDeliveredBeforeItIsWrittenWaits() {
    ranges.forEach(backlog::settled);
    assertThat(backlog.lowNumber()).isZero();
    write();
    assertThat(backlog.lowNumber()).isEqualTo(EVENTS);
    assertThat(backlog.isEmpty()).isTrue();
  }

  /** Otherwise one batch on its way for long would fill the memory with those behind it. */
  @Test
  void settledNeighboursBecomeOne() {
    write();
    for (int i = EVENTS - 1; i > 0; i--) {
      backlog.settled(ranges.get(i));
    }
    var first = ranges.getFirst();
    var rest = first.after;
    assertThat(rest).isNotNull();
    assertThat(rest.endNumber).isEqualTo(EVENTS);
    assertThat(rest.after).isNull();
  }

  @Test
  void aSealedSegmentIsFinishedOnceAllOfItIsDelivered() {
    write();
    backlog.seal(segment);
    ranges.subList(0, EVENTS - 1).forEach(backlog::settled);
    assertThat(backlog.takeFinished()).isEmpty();
    backlog.settled(ranges.getLast());
    assertThat(backlog.takeFinished()).containsExactly(segment);
    assertThat(backlog.takeFinished()).isEmpty();
  }
}
