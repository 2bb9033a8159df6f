package io.logboom.inputs.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          * * * * *          | 2026-11-21T10:00:00Z | 2026-11-21T10:01:00Z
          * * * * *          | 2026-11-21T10:00:59Z | 2026-11-21T10:01:00Z
          0 * * * *          | 2026-11-21T10:00:00Z | 2026-11-21T11:00:00Z
          59 23 * * *        | 2026-11-21T23:59:00Z | 2026-11-22T23:59:00Z
          */20 * * * *       | 2026-11-21T10:40:00Z | 2026-11-21T11:00:00Z
          5/20 * * * *       | 2026-11-21T10:40:00Z | 2026-11-21T10:45:00Z
          0 9-17/4 * * *     | 2026-11-21T09:00:00Z | 2026-11-21T13:00:00Z
          0 0 1,15 * *       | 2026-11-21T10:00:00Z | 2026-12-01T00:00:00Z
          30 3 * * 1-5       | 2026-11-20T03:30:00Z | 2026-11-23T03:30:00Z
          30 3 * * mon-fri   | 2026-11-20T03:30:00Z | 2026-11-23T03:30:00Z
          0 0 * * 7          | 2026-11-21T10:00:00Z | 2026-11-22T00:00:00Z
          0 0 * * SUN        | 2026-11-21T10:00:00Z | 2026-11-22T00:00:00Z
          0 0 13 * 5         | 2026-11-21T10:00:00Z | 2026-11-27T00:00:00Z
          0 0 29 feb *       | 2026-11-21T10:00:00Z | 2028-02-29T00:00:00Z
          0 0 31 4,6,12 *    | 2026-11-21T10:00:00Z | 2026-12-31T00:00:00Z
          """)
  @DisplayName("five fields tell the next time, as crontab has it")
  void cron(String fields, String last, String next) {
    assertThat(Cron.of(fields).after(Instant.parse(last))).isEqualTo(Instant.parse(next));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * *",
        "a * * * *",
        "*/0 * * * *",
        "5-1 * * * *",
        "*-3 * * * *",
        "1,,2 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "0 0 31 2 *"
      })
  @DisplayName("what is no time is said so")
  void noCron(String fields) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cron.of(fields));
  }

  @ParameterizedTest
  @CsvSource({"1s, 1", "5 m, 300", "6h, 21600", "7d, 604800"})
  @DisplayName("intervals have units")
  void intervals(String text, long seconds) {
    assertThat(Schedule.of(text)).isEqualTo(new Schedule.Every(Duration.ofSeconds(seconds)));
  }

  private Timetable timetable(String schedule, Duration jitter, Instant now, long seed)
      throws IOException {
    return new Timetable(
        Schedule.of(schedule),
        jitter,
        folder.resolve("walked"),
        Clock.fixed(now, ZoneOffset.UTC),
        new Random(seed));
  }

  @Test
  @DisplayName("with an interval, the first walk is at once, and a restart keeps to the interval")
  void interval() throws IOException {
    var first = timetable("6h", Duration.ZERO, NOW, 1);
    assertThat(first.due()).isEqualTo(NOW);
    first.finished(NOW);
    assertThat(timetable("6h", Duration.ZERO, NOW.plusSeconds(60), 1).due())
        .isEqualTo(NOW.plusSeconds(6 * 3600));
  }

  @Test
  @DisplayName("a walk that was not finished is begun anew at the next start")
  void unfinished() throws IOException {
    timetable("6h", Duration.ZERO, NOW, 1).missed(NOW);
    assertThat(timetable("6h", Duration.ZERO, NOW.plusSeconds(60), 1).due())
        .isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  @DisplayName("with cron, a time that passed while no agent ran is made up for")
  void missed() throws IOException {
    assertThat(timetable("0 3 * * *", Duration.ZERO, NOW, 1).due())
        .isEqualTo(Instant.parse("2026-11-22T03:00:00Z"));
    var later = Instant.parse("2026-11-25T12:00:00Z");
    assertThat(timetable("0 3 * * *", Duration.ZERO, later, 1).due()).isBefore(later);
  }

  @Test
  @DisplayName("jitter puts a walk off by less than it says, by chance, and alike for one seed")
  void jitter() throws IOException {
    timetable("6h", Duration.ZERO, NOW, 1).finished(NOW);
    var due = NOW.plusSeconds(6 * 3600);
    var spread = new java.util.TreeSet<Instant>();
    for (int seed = 0; seed < 50; seed++) {
      Instant at = timetable("6h", Duration.ofMinutes(5), NOW, seed).due();
      assertThat(at).isBetween(due, due.plusSeconds(300));
      assertThat(timetable("6h", Duration.ofMinutes(5), NOW, seed).due()).isEqualTo(at);
      spread.add(at);
    }
    assertThat(spread).hasSizeGreaterThan(25);
  }

  @Test
  @DisplayName("a clock that was ahead does not put the next walk off")
  void clockWasAhead() throws IOException {
    timetable("6h", Duration.ZERO, NOW, 1).finished(NOW.plus(Duration.ofDays(900)));
    assertThat(timetable("6h", Duration.ZERO, NOW, 1).due()).isEqualTo(NOW.plusSeconds(6 * 3600));
  }

  @Test
  @DisplayName("a damaged file means that all is walked again")
  void damaged() throws IOException {
    Files.writeString(folder.resolve("walked"), "yesterday");
    assertThat(timetable("6h", Duration.ZERO, NOW, 1).due()).isEqualTo(NOW);
  }
}
