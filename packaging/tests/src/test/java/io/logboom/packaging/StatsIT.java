package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts in windows, in an agent that is stopped and killed in the midst of them. Events come by
 * HTTP, where 200 means that the sender may forget them.
 */
class StatsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern ROW =
      Pattern.compile(
          "\\{\"bin\\(2s\\)\":\"[^\"]+\",\"user\":\"(\\w+)\",\"n\":(\\d+),\"s\":(\\d+)\\}");

  @TempDir Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Long> acknowledged = new HashMap<>();
  private final Map<String, Long> sent = new HashMap<>();
  private int ids;

  /** Stopped and started in mid-window, the rows add up to exactly what was sent. */
  @Test
  void rowsAreExactWhenTheAgentIsStopped() throws Exception {
    int port = ServerProcess.freePort();
    var configuration = configuration(port);
    for (int life = 0; life < 2; life++) {
      try (Agent agent = start(configuration)) {
        send(agent, port, 30);
        agent.terminate();
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      }
    }
    try (Agent agent = start(configuration)) {
      send(agent, port, 1);
      awaitRows(agent);
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(counts()).as(agent.stderr()).isEqualTo(acknowledged).isEqualTo(sent);
    }
  }

  /** Killed in mid-window, the rows miss nothing that was acknowledged. */
  @Test
  void rowsMissNothingWhenTheAgentIsKilled() throws Exception {
    int port = ServerProcess.freePort();
    var configuration = configuration(port);
    for (int life = 0; life < 3; life++) {
      try (Agent agent = start(configuration)) {
        send(agent, port, 20 + 10 * life);
        agent.kill();
      }
    }
    try (Agent agent = start(configuration)) {
      send(agent, port, 1);
      awaitRows(agent);
      counts()
          .forEach(
              (user, count) -> assertThat(count).isGreaterThanOrEqualTo(acknowledged.get(user)));
    }
  }

  private void awaitRows(Agent agent) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(NoSuchFileException.class)
        .until(() -> !agent.running() || allAreCounted());
  }

  private boolean allAreCounted() throws IOException {
    var counts = counts();
    return acknowledged.entrySet().stream()
        .allMatch(one -> counts.getOrDefault(one.getKey(), 0L) >= one.getValue());
  }

  /**
   * The sum of all rows, by user, those of a file under way among them; a row's own numbers must
   * agree with one another.
   */
  private Map<String, Long> counts() throws IOException {
    var counts = new HashMap<String, Long>();
    try (var files = Files.newDirectoryStream(folder, "rows*")) {
      for (var file : files) {
        var text = Files.readString(file);
        for (var line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
          var row = ROW.matcher(line);
          assertThat(row.matches()).as(line).isTrue();
          long count = Long.parseLong(row.group(2));
          assertThat(Long.parseLong(row.group(3))).isEqualTo(7 * count);
          counts.merge(row.group(1), count, Long::sum);
        }
      }
    }
    return counts;
  }

  /** So many requests of five events that are acknowledged. */
  private void send(Agent agent, int port, int requests) {
    for (int done = 0; done < requests; ) {
      var body = new StringBuilder();
      var users = new HashMap<String, Long>();
      for (int i = 0; i < 5; i++) {
        var user = "u" + ids++ % 3;
        users.merge(user, 1L, Long::sum);
        body.append("{\"user\":\"").append(user).append("\",\"b\":7}\n");
      }
      var outcome = post(port, body.toString());
      if (outcome != Outcome.REFUSED) {
        users.forEach((user, count) -> sent.merge(user, count, Long::sum));
      }
      if (outcome == Outcome.ACKNOWLEDGED) {
        users.forEach((user, count) -> acknowledged.merge(user, count, Long::sum));
        done++;
      }
      assertThat(agent.running()).isTrue();
    }
  }

  private enum Outcome {
    ACKNOWLEDGED,
    UNKNOWN,
    /** The agent does not listen yet. */
    REFUSED
  }

  private Outcome post(int port, String body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
              .timeout(Duration.ofSeconds(20))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 ? Outcome.ACKNOWLEDGED : Outcome.UNKNOWN;
    } catch (ConnectException e) {
      return Outcome.REFUSED;
    } catch (IOException e) {
      return Outcome.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.UNKNOWN;
    }
  }

  private Agent start(Path configuration) throws IOException {
    return Agent.start(folder, Map.of(), "run", configuration.toString());
  }

  private Path configuration(int port) throws IOException {
    return Files.writeString(
        folder.resolve("stats.conf"),
        """
        data-dir = "%s"
        pipelines.p {
          inputs.in { type = http, listen = "127.0.0.1:%d" }
          filters = [ {
            type = insights
            query = "stats count(*) as n, sum(b) as s by bin(2s), user"
            stats { grace = 1s }
          } ]
          outputs.out { type = file, path = "%s" }
        }
        """
            .formatted(folder.resolve("data"), port, folder.resolve("rows.jsonl")));
  }
}
