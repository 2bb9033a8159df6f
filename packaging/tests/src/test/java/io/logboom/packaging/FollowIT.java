package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A log that is rotated every second while the agent that follows it is killed again and again.
 * {@code -Dlogboom.follow=full} writes 50,000 lines a second for two minutes, with ten kills.
 */
class FollowIT {
  private static final boolean FULL = "full".equals(System.getProperty("logboom.follow"));
  private static final int LINES_PER_SECOND = FULL ? 50_000 : 10_000;
  private static final Duration TIME = Duration.ofSeconds(FULL ? 120 : 4);
  private static final int KILLS = FULL ? 10 : 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private double cpuSeconds;
  private long mostResident;

  @Test
  void everyLineArrivesThroughRenaming() throws Exception {
    everyLineArrives(LogFileWriter.Style.CREATE);
  }

  @Test
  void everyLineArrivesThroughCopyAndTruncate() throws Exception {
    everyLineArrives(LogFileWriter.Style.COPYTRUNCATE);
  }

  private void everyLineArrives(LogFileWriter.Style style) throws Exception {
    Path folder = Files.createTempDirectory(Built.scratch("follow"), "run");
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path configuration = configuration(folder, logs);
    var writer = new LogFileWriter(logs.resolve("app.log"), style, LINES_PER_SECOND, TIME);
    var writing = Thread.ofPlatform().daemon().start(writer);
    long each = TIME.toMillis() / (KILLS + 1);
    for (int kill = 0; kill < KILLS; kill++) {
      try (Agent agent = Agent.start(folder, Map.of(), "run", configuration.toString())) {
        Duration life = Duration.ofMillis(each / 2 + random.nextLong(each));
        await().pollDelay(life).atMost(PATIENCE).until(() -> true);
        assertThat(agent.running()).as(agent.stderr()).isTrue();
        measure(agent);
        agent.kill();
      }
    }
    try (Agent agent = Agent.start(folder, Map.of(), "run", configuration.toString())) {
      writing.join();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(FULL ? 5000 : 300))
          .until(() -> !agent.running() || Arrivals.in(folder, writer.written()).missing() == 0);
      measure(agent);
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
    var arrivals = Arrivals.in(folder, writer.written());
    System.err.printf(
        "%s, %d kills, seed %d: %d lines written, %d missing, %d duplicates, %.1f CPU seconds,"
            + " at most %d MiB resident%n",
        style,
        KILLS,
        seed,
        writer.written(),
        arrivals.missing(),
        arrivals.duplicates(),
        cpuSeconds,
        mostResident >> 10);
    assertThat(arrivals.missing()).isZero();
    assertThat(writer.written()).isEqualTo(LINES_PER_SECOND * TIME.toSeconds());
    assertThat(arrivals.torn()).isZero();
  }

  private static Path configuration(Path folder, Path logs) throws IOException {
    return Files.writeString(
        folder.resolve("agent.conf"),
        """
        data-dir = "%s"
        pipelines.p {
          inputs.log { type = file, paths = ["%s/app.log*"], follow = true }
          outputs.rows { type = file, path = "%s" }
        }
        """
            .formatted(folder.resolve("data"), logs, folder.resolve("rows")));
  }

  private void measure(Agent agent) throws IOException {
    cpuSeconds +=
        ProcessHandle.of(agent.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toMillis)
                .orElse(0L)
            / 1000.0;
    for (String line : Files.readAllLines(Path.of("/proc/" + agent.pid() + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        mostResident = Math.max(mostResident, Long.parseLong(line.replaceAll("\\D+", "")));
      }
    }
  }

  /** What came, by the lines' numbers. */
  private record Arrivals(long missing, long duplicates, long torn) {

    static Arrivals in(Path folder, long lines) throws IOException {
      var came = new byte[(int) lines];
      long torn = 0;
      // A file has another suffix while it is written to; one that a killed agent left may be
      // whole.
      try (var files = Files.newDirectoryStream(folder, "rows*")) {
        for (Path rows : files) {
          torn += count(rows, came);
        }
      }
      long missing = 0;
      long duplicates = 0;
      for (byte times : came) {
        missing += times == 0 ? 1 : 0;
        duplicates += Math.max(0, times - 1);
      }
      return new Arrivals(missing, duplicates, torn);
    }

    /** Text that is no JSON is written as a string of JSON. */
    private static boolean isWhole(String row) {
      return row.length() > 2
          && row.charAt(0) == '"'
          && LogFileWriter.isWhole(row.substring(1, row.length() - 1));
    }

    /** How many lines of a file are none of ours, but for a last one that a kill has cut. */
    private static long count(Path rows, byte[] came) throws IOException {
      long torn = 0;
      try (BufferedReader reader = Files.newBufferedReader(rows)) {
        String line = reader.readLine();
        while (line != null) {
          String next = reader.readLine();
          if (isWhole(line)) {
            came[Integer.parseInt(line.substring(1, 11))]++;
          } else if (next != null) {
            torn++;
          }
          line = next;
        }
      } catch (NoSuchFileException e) {
        return 0; // It has its final name by now: the next look counts it.
      }
      return torn;
    }
  }
}
