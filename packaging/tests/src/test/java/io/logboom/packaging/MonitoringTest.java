package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.admin.Admin;
import io.logboom.core.admin.Watched;
import io.logboom.core.config.AdminConfig;
import io.logboom.core.config.AdminConfig.ReadAccess;
import io.logboom.core.config.HostPort;
import io.logboom.core.telemetry.Health;
import io.logboom.core.telemetry.Meter;
import io.logboom.core.telemetry.Meter.Kind;
import io.logboom.core.telemetry.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboard and the alert rules ask for metrics, and labels of them, that an agent really has.
 * What promtool has to say of the rules is {@code packaging/checks/monitoring.sh}'s business.
 */
class MonitoringTest {
  private static final Path MONITORING = Built.checkout().resolve("packaging/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\b(?:logboom|jvm|process)_[a-z0-9_]+\\b");
  private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");
  private static final Pattern MATCHED = Pattern.compile("\\b([a-z_]+) ?=~?\"");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)(?:\\{(.*)})? ");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern ALERT =
      Pattern.compile("(?s)- alert: (\\w+)\n +expr: (.*?)\n +(?:for|labels):");

  /** Those that Prometheus adds. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  /** Each metric's labels. */
  private static Map<String, Set<String>> exposed = Map.of();

  /** All that an agent of all kinds of plugin has. */
  @BeforeAll
  static void scrape() throws Exception {
    var health = new Health(Clock.systemUTC());
    var telemetry = new Telemetry(Clock.systemUTC(), health);
    for (String type : List.of("s3", "kinesis", "syslog")) {
      var input = meter(telemetry, Kind.INPUT, "pipelines.p.inputs." + type, type);
      health.ready(input.name());
      input.emitted(1, 10);
      input.gauge("messages-in-flight", () -> 1);
      input.gauge("millis-behind-latest.shardId-000000000000", () -> 1);
      input.counter("kernel-drops").increment();
      input
          .freshness()
          .happened(Map.of("aws.account", "111122223333", "aws.region", "eu-west-1"), 1);
    }
    meter(telemetry, Kind.FILTER, "pipelines.p.filters.0", "snare").filtered(1, 1);
    var output = meter(telemetry, Kind.OUTPUT, "pipelines.p.outputs.siem", "http");
    output.written(1, 10);
    output.retried("away");
    output.queue(() -> new Meter.Level(1, 10, 100));
    var config =
        new AdminConfig(
            true, Optional.of(new HostPort("127.0.0.1", 0)), Optional.empty(), ReadAccess.TOKEN);
    try (var admin = Admin.start(config, new Agent(telemetry, health));
        var client = HttpClient.newHttpClient()) {
      int port = admin.address().get(10, TimeUnit.SECONDS).getPort();
      var metrics =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
              BodyHandlers.ofString());
      assertThat(metrics.statusCode()).isEqualTo(200);
      exposed = labels(metrics.body());
    }
  }

  private static Meter meter(Telemetry telemetry, Kind kind, String name, String type) {
    var meter = telemetry.meter(kind, name, type);
    meter.dropped("unwanted", 1);
    meter.failed("rejected", 1);
    meter.deadLettered("rejected", 1);
    meter.counter("own").increment();
    meter.gauge("own", () -> 1);
    return meter;
  }

  private record Agent(Telemetry telemetry, Health health) implements Watched {
    @Override
    public List<String> stuck() {
      return List.of();
    }

    @Override
    public void fail(String why) {
      throw new AssertionError(why);
    }
  }

  private static Map<String, Set<String>> labels(String exposition) {
    var metrics = new TreeMap<String, Set<String>>();
    SAMPLE
        .matcher(exposition)
        .results()
        .forEach(
            sample -> {
              var labels = metrics.computeIfAbsent(sample.group(1), _ -> new TreeSet<>(ADDED));
              Optional.ofNullable(sample.group(2))
                  .ifPresent(text -> labels.addAll(found(LABEL, text)));
            });
    return metrics;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  @Test
  void alertsAskForWhatThereIs() throws IOException {
    String rules = Files.readString(MONITORING.resolve("alerts.yaml"));
    List<MatchResult> alerts = ALERT.matcher(rules).results().toList();
    assertThat(alerts).hasSizeGreaterThan(10);
    for (MatchResult alert : alerts) {
      asksForWhatThereIs(alert.group(1), alert.group(2));
    }
  }

  @Test
  void theDashboardAsksForWhatThereIs() throws IOException {
    JsonNode dashboard =
        JsonMapper.shared().readTree(Files.readString(MONITORING.resolve("dashboard.json")));
    int asked = 0;
    for (JsonNode target : dashboard.findValues("targets")) {
      for (JsonNode query : target) {
        String expression = query.get("expr").asString();
        asksForWhatThereIs("dashboard", expression);
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(30);
    for (JsonNode variable : dashboard.at("/templating/list")) {
      String definition = variable.path("definition").asString("");
      assertThat(METRIC.matcher(definition).results().map(MatchResult::group))
          .allMatch(exposed::containsKey);
    }
  }

  /** Nothing that is exposed goes unseen; what only people would look for is in this list. */
  @Test
  void whatThereIsCanBeSeen() throws IOException {
    String seen =
        Files.readString(MONITORING.resolve("dashboard.json"))
            + Files.readString(MONITORING.resolve("alerts.yaml"));
    var unseen = new ArrayList<String>();
    for (String name : exposed.keySet()) {
      if (name.startsWith("logboom_")
          && !seen.contains(name)
          && !Set.of("logboom_delivery_seconds_count", "logboom_delivery_seconds_sum")
              .contains(name)) {
        unseen.add(name);
      }
    }
    assertThat(unseen).isEqualTo(List.of("logboom_plugin_value"));
  }

  private static void asksForWhatThereIs(String where, String expression) {
    var names = METRIC.matcher(expression).results().map(MatchResult::group).distinct().toList();
    assertThat(names).as(where + ": " + expression).isNotEmpty().allMatch(exposed::containsKey);
    var labels = new HashSet<String>(found(MATCHED, expression));
    found(GROUPED, expression).forEach(list -> labels.addAll(List.of(list.split(", *"))));
    for (String name : names) {
      if (!name.endsWith("_build_info")) {
        assertThat(exposed.get(name)).as(where + ": " + expression).containsAll(labels);
      }
    }
  }
}
