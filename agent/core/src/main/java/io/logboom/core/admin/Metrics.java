package io.logboom.core.admin;

import io.logboom.core.telemetry.Latency;
import io.logboom.core.telemetry.Meter.Kind;
import io.logboom.core.telemetry.Snapshot;
import io.logboom.core.telemetry.Snapshot.Plugin;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A snapshot of the agent, as metrics. Their names are a contract: others make alerts of them. */
final class Metrics {

  /** What a queue on disk counts up and down; its level is told as such. */
  private static final Set<String> LEVELS = Set.of("queue-events", "queue-bytes");

  private final Snapshot agent;
  private final Families all = new Families();

  private Metrics(Snapshot agent) {
    this.agent = agent;
  }

  /** All of them. */
  static MetricSnapshots of(Snapshot agent) {
    var metrics = new Metrics(agent);
    metrics.agent();
    metrics.flow();
    metrics.reasons();
    metrics.inputs();
    metrics.own();
    Machine.put(metrics.all);
    return metrics.all.snapshots();
  }

  private void agent() {
    all.info(
        "logboom_build",
        "The version of the agent and of Java.",
        Labels.of("version", agent.version(), "java", Runtime.version().toString()));
    all.gauge("logboom_ready", "1 when every input reads, or has read all.")
        .add(Labels.EMPTY, agent.ready() ? 1 : 0);
    all.gauge("logboom_in_flight_bytes", "Bytes of events under way.")
        .add(Labels.EMPTY, agent.inFlight());
    all.gauge("logboom_in_flight_limit_bytes", "How many bytes of events may be under way.")
        .add(Labels.EMPTY, agent.inFlightLimit());
  }

  private void flow() {
    counts(Kind.INPUT, "input_events", "Events handed on.", Plugin::out);
    counts(Kind.INPUT, "input_bytes", "Bytes of events handed on.", Plugin::bytes);
    counts(Kind.INPUT, "input_batches", "Batches handed on.", Plugin::batches);
    counts(Kind.FILTER, "filter_in_events", "Events taken.", Plugin::in);
    counts(Kind.FILTER, "filter_out_events", "Events made.", Plugin::out);
    counts(Kind.OUTPUT, "output_events", "Events written.", Plugin::out);
    counts(Kind.OUTPUT, "output_bytes", "Bytes of events written.", Plugin::bytes);
    counts(Kind.OUTPUT, "output_batches", "Batches written.", Plugin::batches);
    counts(Kind.OUTPUT, "output_retries", "Writes that had to be tried again.", Plugin::retries);
  }

  private void counts(Kind kind, String name, String help, ToLongFunction<Plugin> value) {
    var family = all.counter("logboom_" + name, help);
    for (var plugin : agent.plugins()) {
      if (plugin.kind() == kind) {
        family.add(labels(plugin), value.applyAsLong(plugin));
      }
    }
  }

  private void reasons() {
    var rejected =
        all.counter("logboom_rejected_events", "Events that a plugin could not go on with.");
    for (var plugin : agent.plugins()) {
      rejected.add(
          anyPlugin(plugin), plugin.failures().values().stream().mapToLong(count -> count).sum());
    }
    byReason("dead_letters", "Events in the dead-letter file.", Plugin::deadLetters);
    byReason("dropped_events", "Events that ended on purpose.", Plugin::drops);
    var failures =
        all.counter("logboom_output_failures", "Events that an output could not write, by reason.");
    for (var plugin : agent.plugins()) {
      if (plugin.kind() == Kind.OUTPUT) {
        plugin
            .failures()
            .forEach((why, count) -> failures.add(labels(plugin).add("reason", why), count));
      }
    }
  }

  private void byReason(String name, String help, Function<Plugin, Map<String, Long>> counts) {
    var family = all.counter("logboom_" + name, help);
    for (var plugin : agent.plugins()) {
      counts
          .apply(plugin)
          .forEach((why, count) -> family.add(anyPlugin(plugin).add("reason", why), count));
    }
  }

  private void inputs() {
    var ready = all.gauge("logboom_input_ready", "1 when the input reads, or has read all.");
    var fresh =
        all.gauge(
            "logboom_freshness_seconds",
            "The age of the newest event seen of an account and region.");
    var delivery =
        HistogramSnapshot.builder()
            .name("logboom_delivery_seconds")
            .help("The time from when an input hands events on to when they are delivered.");
    for (var plugin : agent.inputs()) {
      plugin
          .state()
          .ifPresent(
              state ->
                  ready.add(
                      labels(plugin),
                      switch (state.phase()) {
                        case READY, ENDED -> 1;
                        case STARTING, UNREADY -> 0;
                      }));
      for (var one : plugin.freshness()) {
        fresh.add(
            labels(plugin).add("account", one.account()).add("region", one.region()),
            one.age().toMillis() / 1e3);
      }
      delivery.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(labels(plugin))
              .classicHistogramBuckets(buckets(plugin.delivery()))
              .sum(plugin.delivery().seconds())
              .build());
    }
    all.add(delivery.build());
  }

  private static ClassicHistogramBuckets buckets(Latency.Reading reading) {
    var buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < reading.counts().size(); i++) {
      double bound = i < Latency.BOUNDS.size() ? Latency.BOUNDS.get(i) : Double.POSITIVE_INFINITY;
      buckets.bucket(bound, reading.counts().get(i));
    }
    return buckets.build();
  }

  /** What plugins count for themselves, and their queues. */
  private void own() {
    var events = all.gauge("logboom_queue_events", "Events in a queue on disk.");
    var bytes = all.gauge("logboom_queue_bytes", "Bytes of a queue on disk.");
    var limit = all.gauge("logboom_queue_limit_bytes", "How many bytes a queue on disk may have.");
    var totals = all.counter("logboom_plugin", "What a plugin counts for itself, by name.");
    var values = all.gauge("logboom_plugin_value", "What a plugin shows for itself, by name.");
    for (var plugin : agent.plugins()) {
      plugin
          .queue()
          .ifPresent(
              level -> {
                events.add(anyPlugin(plugin), level.events());
                bytes.add(anyPlugin(plugin), level.bytes());
                limit.add(anyPlugin(plugin), level.limit());
              });
      plugin
          .counters()
          .forEach(
              (name, count) -> {
                if (!LEVELS.contains(name)) {
                  totals.add(anyPlugin(plugin).add("name", name), count);
                }
              });
      plugin
          .gauges()
          .forEach((name, value) -> values.add(anyPlugin(plugin).add("name", name), value));
      Named.put(all, plugin, labels(plugin));
    }
  }

  private static Labels labels(Plugin plugin) {
    String kind = plugin.kind().name().toLowerCase(Locale.ROOT);
    return Labels.of("pipeline", plugin.pipeline(), kind, plugin.name(), "type", plugin.type());
  }

  /** Where plugins of all kinds are told in one metric: by the address within the pipeline. */
  private static Labels anyPlugin(Plugin plugin) {
    String prefix = "pipelines." + plugin.pipeline() + ".";
    String place =
        plugin.address().startsWith(prefix)
            ? plugin.address().substring(prefix.length())
            : plugin.address();
    return Labels.of("pipeline", plugin.pipeline(), "plugin", place, "type", plugin.type());
  }
}
