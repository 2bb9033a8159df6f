package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the agent says of itself, before real queues and buckets: that it is not ready while a queue
 * is missing, that it is once it is there, and counts that are those of what was sent.
 */
class AdminIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Trail TRAIL = Trail.of("admin", 3, 40, 35);

  /** A line of the text format of Prometheus: name, labels, value. */
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z0-9_]+)(?:\\{((?:[a-z_]+=\"[^\"]*\",?)+)})? ([0-9.eE+-]+|\\+Inf)");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private Command status(String... options) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("status", "--address", "127.0.0.1:" + port));
    words.addAll(List.of(options));
    return Command.run(words);
  }

  private Agent start(Cloud cloud) throws IOException {
    port = ServerProcess.freePort();
    String late = cloud.queueUrl().replace("/trail", "/late");
    assertThat(late).isNotEqualTo(cloud.queueUrl());
    Path configuration =
        Files.writeString(
            folder.resolve("agent.conf"),
            """
            data-dir = "%1$s"
            admin.listen = "127.0.0.1:%2$d"
            pipelines.p {
              inputs.trail { type = s3, queue-url = "%3$s", %5$s }
              inputs.late { type = s3, queue-url = "%4$s", %5$s }
              filters = [ { type = cloudtrail } ]
              outputs.rows { type = file, path = "%1$s/rows", batch.age = 50ms }
            }
            """
                .formatted(
                    folder.resolve("data"),
                    port,
                    cloud.queueUrl(),
                    late,
                    "sqs-endpoint = \"%s\", s3-endpoint = \"%s\", path-style = true, wait-time = 1s"
                        .formatted(cloud.queues(), cloud.buckets())));
    return Agent.start(folder, Clients.ENVIRONMENT, "run", configuration.toString());
  }

  @Test
  void theAgentSaysWhetherItReadsAndCountsWhatComes() throws Exception {
    try (var cloud = new LocalCloud(60, 1);
        var sqs = Clients.sqs(cloud.queues());
        Agent agent = start(cloud)) {
      awaitStatus(agent, 503);
      await("why").atMost(PATIENCE).until(() -> ask("/health/ready").body().contains("late: "));
      var reasons = json(ask("/health/ready")).get("reasons");
      assertThat(reasons).hasSize(1);
      assertThat(reasons.get(0).get("input").asString()).isEqualTo("pipelines.p.inputs.late");
      assertThat(ask("/health/live").statusCode()).isEqualTo(200);
      assertThat(status("--quiet").code()).isEqualTo(1);
      var unready = status();
      assertThat(unready.code()).as(unready.err()).isEqualTo(1);
      assertThat(unready.out().get(1)).startsWith("  ! p.late is unready since ");

      Clients.createQueue(sqs, "late", 60);
      awaitStatus(agent, 200);
      assertThat(status("--quiet").code()).isZero();

      for (int i = 0; i < TRAIL.objects(); i++) {
        cloud.put(TRAIL.key(i), TRAIL.object(i));
      }
      int records = TRAIL.objects() * TRAIL.records();
      await("all records")
          .atMost(PATIENCE)
          .until(() -> json(ask("/status")).at("/pipelines/p/outputs/0/events").asInt() == records);
      var status = json(ask("/status"));
      assertThat(status.at("/status").asString()).isEqualTo("ready");
      assertThat(status.at("/pipelines/p/inputs/0/events").asInt()).isEqualTo(records);
      assertThat(status.at("/pipelines/p/inputs/0/freshness/0/account").asString())
          .isEqualTo(Trail.ACCOUNT);
      await("deliveries").atMost(PATIENCE).until(() -> cloud.messages() == 0);
      assertMetrics(samples(), records);
      var people = status();
      assertThat(people.code()).isZero();
      assertThat(people.out().get(1)).startsWith(records + " events, ");

      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(agent.stderr()).contains("logboom: " + records + " events, ");
    }
    assertThat(status().code()).as("of an agent that is gone").isEqualTo(1);
  }

  private void awaitStatus(Agent agent, int status) {
    await("HTTP " + status)
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> !agent.running() || ask("/health/ready").statusCode() == status);
  }

  private static void assertMetrics(Map<String, Double> samples, int records) {
    String trail = "{input=\"trail\",pipeline=\"p\",type=\"s3\"}";
    assertThat(samples)
        .containsEntry("logboom_ready", 1.0)
        .containsEntry("logboom_input_events_total" + trail, (double) records)
        .containsEntry("logboom_delivery_seconds_count" + trail, (double) records)
        .containsEntry("logboom_s3_messages_in_flight" + trail, 0.0)
        .containsEntry(
            "logboom_output_events_total{output=\"rows\",pipeline=\"p\",type=\"file\"}",
            (double) records)
        .containsKey(
            "logboom_freshness_seconds{account=\""
                + Trail.ACCOUNT
                + "\",input=\"trail\",pipeline=\"p\",region=\"us-east-1\",type=\"s3\"}")
        .containsKey("process_resident_memory_bytes");
  }

  /** All samples; a line that is none fails the test. */
  private Map<String, Double> samples() throws IOException, InterruptedException {
    return ask("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(
            line -> {
              Matcher matcher = SAMPLE.matcher(line);
              assertThat(matcher.matches()).as(line).isTrue();
              return matcher;
            })
        .collect(
            Collectors.toMap(
                it -> it.group(2) == null ? it.group(1) : it.group(1) + "{" + it.group(2) + "}",
                it -> Double.valueOf(it.group(3))));
  }
}
