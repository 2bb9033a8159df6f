package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Log groups of CloudWatch Logs, written to while they are read, end to end: every record arrives,
 * late ones and those of killed agents, too; within one run of the agent none arrives twice; and
 * requests stay within the budget. {@code -Dlogboom.cloudwatch=full} takes the time for 50 log
 * groups, 20,000 events and delays of up to four minutes.
 */
class CloudWatchIT {
  private static final int SLACK = 3;

  @TempDir Path folder;

  /** How much of everything. */
  private record Scale(
      LogWriter.Amount amount,
      String overlap,
      String poll,
      int kills,
      int requestsPerSecond,
      Duration patience) {
    static Scale asked() {
      return "full".equals(System.getProperty("logboom.cloudwatch"))
          ? new Scale(
              new LogWriter.Amount(50, 20_000, 300, 0.05, 240),
              "5m",
              "5s",
              3,
              12,
              Duration.ofMinutes(12))
          : new Scale(
              new LogWriter.Amount(8, 2_000, 14, 0.05, 8),
              "15s",
              "500ms",
              3,
              20,
              Duration.ofMinutes(2));
    }
  }

  @Test
  void everyRecordArrivesLateOnesTooWhenTheAgentIsKilledThreeTimes() throws Exception {
    var scale = Scale.asked();
    long seed = 20261121;
    System.err.println("seed " + seed);
    try (var moto = Servers.moto();
        var gateway = new Gateway(moto.endpoint());
        var writer = new LogWriter(moto.endpoint(), "/trail/", scale.amount(), seed)) {
      writer.start();
      Set<String> missing = new HashSet<>(writer.ids());
      int share = missing.size() / (scale.kills() + 1);
      for (int run = 0; run <= scale.kills(); run++) {
        boolean last = run == scale.kills();
        missing = run(gateway, scale, missing, last ? 0 : missing.size() - share, last);
      }
      assertThat(missing).isEmpty();
    }
  }

  /** Runs an agent until no more than so many are missing; says which. */
  private Set<String> run(
      Gateway gateway, Scale scale, Set<String> missing, int until, boolean orderly)
      throws Exception {
    long began = System.nanoTime();
    try (var receiver = Receiver.reliable();
        Agent agent = start(gateway.endpoint(), receiver, scale)) {
      await("until " + until + " are missing")
          .atMost(scale.patience())
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !agent.running() || receiver.missing(missing).size() <= until);
      assertThat(agent.running()).as(agent.stderr()).isTrue();
      double seconds = (System.nanoTime() - began) / 1e9;
      int calls = gateway.since(began).size();
      if (orderly) {
        agent.terminate();
        assertThat(agent.exitCode(Duration.ofSeconds(30))).as(agent.stderr()).isZero();
        assertThat(agent.stderr()).containsPattern("[\\d,]+ requests");
      } else {
        agent.kill();
      }
      var left = receiver.missing(missing);
      System.err.printf(
          "%s: %,d records, %,d of them again in this run, %,d already known from another; %,d"
              + " requests in %.1f s%n",
          orderly ? "stopped" : "killed",
          receiver.unique(),
          receiver.received() - receiver.unique(),
          receiver.unique() - (missing.size() - left.size()),
          calls,
          seconds);
      assertThat(receiver.received()).as("none twice in one run").isEqualTo(receiver.unique());
      assertThat(calls).isLessThanOrEqualTo((int) (seconds * scale.requestsPerSecond()) + SLACK);
      if (orderly) {
        System.err.println(agent.stderr());
      }
      return left;
    }
  }

  private Agent start(URI endpoint, Receiver receiver, Scale scale) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("cloudwatch.conf"),
            """
            data-dir = "%s"
            pipelines.main {
              inputs.trail {
                type = cloudwatch
                log-groups = ["/trail/**"]
                endpoint = "%s"
                start = 10m
                overlap = %s
                poll-interval = %s
                quiet-interval = %s
                requests-per-second = %d
                retry { initial = 1s, max = 2s }
              }
              filters = [ { type = cloudtrail }, { type = snare } ]
              outputs.receiver { type = http, endpoint = "%s", batch.age = 200ms }
            }
            """
                .formatted(
                    folder.resolve("data"),
                    endpoint,
                    scale.overlap(),
                    scale.poll(),
                    scale.poll(),
                    scale.requestsPerSecond(),
                    receiver.endpoint()));
    return Agent.start(folder, Clients.ENVIRONMENT, "run", configuration.toString());
  }
}
