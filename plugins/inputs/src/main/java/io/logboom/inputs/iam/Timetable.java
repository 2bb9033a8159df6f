package io.logboom.inputs.iam;

import io.logboom.inputs.disk.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when to walk, and remembers in a file when that was last done, so that an agent that starts
 * again neither walks too soon nor leaves one out. Used by one thread.
 */
final class Timetable {
  private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);

  /** The clock may be set while one waits. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Schedule schedule;
  private final Duration jitter;
  private final Path file;
  private final Clock clock;
  private final RandomGenerator random;
  private Optional<Instant> last;

  /**
   * @param file has the time of the last walk that was finished
   */
  Timetable(Schedule schedule, Duration jitter, Path file, Clock clock, RandomGenerator random)
      throws IOException {
    this.schedule = schedule;
    this.jitter = jitter;
    this.file = file;
    this.clock = clock;
    this.random = random;
    this.last = read(file);
    if (schedule instanceof Schedule.At && last.isEmpty()) {
      // From here on a time that passes while no agent runs is one that was missed.
      finished(clock.instant());
    }
  }

  private static Optional<Instant> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return Optional.of(Instant.parse(text.strip()));
    } catch (DateTimeException e) {
      LOG.warn("{}: not a time, so all is walked again: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** When the next walk begins. */
  Instant due() {
    Instant now = clock.instant();
    return switch (schedule) {
      case Schedule.Once _ -> now;
      case Schedule.Every _, Schedule.At _ ->
          last.map(before -> schedule.after(before.isAfter(now) ? now : before).plus(late()))
              .orElse(now);
    };
  }

  private Duration late() {
    return jitter.isZero() ? jitter : Duration.ofMillis(random.nextLong(jitter.toMillis() + 1));
  }

  /** Waits until then; what time it is. */
  Instant await(Instant due) throws InterruptedException {
    for (; ; ) {
      Instant now = clock.instant();
      var left = Duration.between(now, due);
      if (!left.isPositive()) {
        return now;
      }
      Thread.sleep(left.compareTo(LOOK) < 0 ? left : LOOK);
    }
  }

  /** Whether the walk after the one that began then is due. */
  boolean overtaken(Instant began) {
    return !(schedule instanceof Schedule.Once) && !clock.instant().isBefore(schedule.after(began));
  }

  /** A walk could not be finished before the next one is due. */
  void missed(Instant began) {
    last = Optional.of(began);
  }

  /** The walk that began then is finished, and all of it delivered. */
  void finished(Instant began) throws IOException {
    last = Optional.of(began);
    DurableFile.write(file, began.toString().getBytes(StandardCharsets.UTF_8));
  }
}
