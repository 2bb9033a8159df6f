package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final Duration BUSY = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static Follow follow(String name) {
    var group = new LogGroup("111122223333", "us-east-1", name, Optional.empty());
    return new Follow(group, new GroupState(group.key(), null), new Progress(1000, 0));
  }

  @Test
  @DisplayName("a busy log group waits the poll interval, a quiet one ever longer up to its own")
  void intervals() throws Exception {
    var schedule = new Schedule(BUSY, QUIET, 10);
    var follow = follow("a");
    schedule.add(follow);
    assertThat(schedule.take()).isSameAs(follow);
    assertThat(schedule.read(follow, true, 1)).isEqualTo(BUSY);
    assertThat(schedule.read(follow, false, 1)).isEqualTo(BUSY.multipliedBy(2));
    assertThat(schedule.read(follow, false, 1)).isEqualTo(BUSY.multipliedBy(4));
    assertThat(schedule.read(follow, false, 1)).isEqualTo(QUIET);
    assertThat(schedule.read(follow, false, 1)).isEqualTo(QUIET);
    assertThat(schedule.read(follow, true, 1)).isEqualTo(BUSY);
  }

  @Test
  @DisplayName("thousands of quiet log groups take half the budget, less what busy ones need")
  void thousands() {
    var schedule = new Schedule(BUSY, QUIET, 5);
    List<Follow> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      all.add(follow("group " + i));
      schedule.add(all.getLast());
    }
    assertThat(schedule.quietInterval()).isEqualTo(Duration.ofSeconds(2000));
    for (int i = 0; i < 10; i++) {
      schedule.read(all.get(i), true, 1);
    }
    assertThat(schedule.quietInterval().toSeconds()).isEqualTo((long) (4990 / 1.5));
    for (int i = 10; i < 1000; i++) {
      schedule.read(all.get(i), true, 10);
    }
    assertThat(schedule.quietInterval().toSeconds()).isEqualTo((long) (4000 / 1.25));
    all.forEach(schedule::remove);
    assertThat(schedule.quietInterval()).isEqualTo(QUIET);
  }

  @Test
  @DisplayName("those due are taken in the order they fall due; one that grows comes first")
  void order() throws Exception {
    var schedule = new Schedule(BUSY, QUIET, 5);
    var first = follow("first");
    var second = follow("second");
    schedule.add(first);
    schedule.add(second);
    assertThat(schedule.take()).isSameAs(first);
    assertThat(schedule.take()).isSameAs(second);
    schedule.again(first, Duration.ofHours(1));
    schedule.again(second, Duration.ofHours(2));
    schedule.hasten(second);
    assertThat(schedule.take()).isSameAs(second);
    schedule.hasten(second);
    assertThat(schedule.read(second, false, 1)).isEqualTo(BUSY);
    assertThat(schedule.take()).isSameAs(second);
  }

  @Test
  @DisplayName("what is removed is not taken any more, nor comes back after its poll")
  void removed() throws Exception {
    var schedule = new Schedule(BUSY, QUIET, 5);
    var queued = follow("queued");
    var polled = follow("polled");
    schedule.add(polled);
    assertThat(schedule.take()).isSameAs(polled);
    schedule.add(queued);
    schedule.remove(queued);
    schedule.remove(polled);
    schedule.again(polled, Duration.ZERO);
    var last = follow("last");
    schedule.add(last);
    assertThat(schedule.take()).isSameAs(last);
  }
}
