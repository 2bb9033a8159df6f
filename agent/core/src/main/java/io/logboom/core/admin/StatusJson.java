package io.logboom.core.admin;

import io.logboom.core.json.JsonText;
import io.logboom.core.telemetry.Health;
import io.logboom.core.telemetry.Health.Phase;
import io.logboom.core.telemetry.Latency;
import io.logboom.core.telemetry.Meter;
import io.logboom.core.telemetry.Snapshot;
import io.logboom.core.telemetry.Snapshot.Plugin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The status for scripts. Its shape is told in agent/docs/configuration.md: names are added to it,
 * none is taken away.
 */
final class StatusJson {

  private StatusJson() {}

  static JsonText of(Snapshot agent) {
    var text = new JsonText().open('{');
    text.name("version").value(agent.version());
    text.name("status").value(word(agent));
    text.name("started").value(agent.started().toString());
    text.name("uptime-seconds").value(agent.seconds());
    text.name("events").value(agent.events());
    text.name("bytes").value(agent.bytes());
    text.name("dead-letters").value(agent.deadLetters());
    text.name("in-flight-bytes").value(agent.inFlight());
    text.name("in-flight-limit-bytes").value(agent.inFlightLimit());
    text.name("warnings").open('[');
    agent.warnings().forEach(text::value);
    text.close(']');
    text.name("pipelines").open('{');
    for (var pipeline : agent.plugins().stream().map(Plugin::pipeline).distinct().toList()) {
      text.name(pipeline).open('{');
      for (var kind : Meter.Kind.values()) {
        text.name(kind.name().toLowerCase(Locale.ROOT) + "s").open('[');
        agent.plugins().stream()
            .filter(plugin -> plugin.kind() == kind && plugin.pipeline().equals(pipeline))
            .forEach(plugin -> plugin(text, plugin));
        text.close(']');
      }
      text.close('}');
    }
    return text.close('}').close('}');
  }

  /** How the whole is doing, in a word. */
  static String word(Health health) {
    return word(health.ready(), health.stopping(), health.inputs().values());
  }

  private static String word(Snapshot agent) {
    return word(
        agent.ready(),
        agent.stopping(),
        agent.inputs().stream().map(Plugin::state).flatMap(Optional::stream).toList());
  }

  private static String word(boolean ready, boolean stopping, Iterable<Health.State> inputs) {
    if (ready || stopping) {
      return ready ? "ready" : "stopping";
    }
    for (var state : inputs) {
      if (state.phase() == Phase.UNREADY) {
        return "unready";
      }
    }
    return "starting";
  }

  /** Why it is not ready: what each input that does not read has to say. */
  static void reasons(JsonText text, Health health) {
    text.open('[');
    health
        .inputs()
        .forEach(
            (input, state) -> {
              if (state.phase() == Phase.STARTING || state.phase() == Phase.UNREADY) {
                text.open('{').name("input").value(input);
                state(text, state);
                text.close('}');
              }
            });
    text.close(']');
  }

  private static void state(JsonText text, Health.State state) {
    text.name("state").value(state.phase().name().toLowerCase(Locale.ROOT));
    text.name("since").value(state.since().toString());
    if (!state.why().isEmpty()) {
      text.name("why").value(state.why());
    }
  }

  private static void plugin(JsonText text, Plugin plugin) {
    text.open('{').name("name").value(plugin.name());
    text.name("type").value(plugin.type());
    plugin.state().ifPresent(state -> state(text, state));
    switch (plugin.kind()) {
      case INPUT -> flow(text, plugin);
      case FILTER -> {
        text.name("in-events").value(plugin.in());
        text.name("out-events").value(plugin.out());
      }
      case OUTPUT -> {
        flow(text, plugin);
        text.name("retries").value(plugin.retries());
        plugin.trouble().ifPresent(trouble -> trouble(text.name("trouble"), trouble));
        plugin.lastTrouble().ifPresent(trouble -> trouble(text.name("last-error"), trouble));
      }
    }
    counts(text, "dropped", plugin.drops());
    counts(text, "failed", plugin.failures());
    counts(text, "dead-letters", plugin.deadLetters());
    counts(text, "counters", plugin.counters());
    counts(text, "values", plugin.gauges());
    plugin
        .queue()
        .ifPresent(
            queue -> {
              text.name("queue").open('{').name("events").value(queue.events());
              text.name("bytes").value(queue.bytes());
              text.name("limit-bytes").value(queue.limit()).close('}');
            });
    if (plugin.kind() == Meter.Kind.INPUT) {
      delivery(text, plugin.delivery());
      freshness(text, plugin);
    }
    text.close('}');
  }

  private static void flow(JsonText text, Plugin plugin) {
    text.name("events").value(plugin.out());
    text.name("bytes").value(plugin.bytes());
    text.name("batches").value(plugin.batches());
    text.name("events-per-second").value(plugin.rate());
    text.name("bytes-per-second").value(plugin.byteRate());
  }

  private static void trouble(JsonText text, Meter.Trouble trouble) {
    text.open('{').name("why").value(trouble.why());
    text.name("since").value(trouble.since().toString()).close('}');
  }

  private static void counts(JsonText text, String name, Map<String, Long> counts) {
    text.name(name).open('{');
    counts.forEach((key, count) -> text.name(key).value(count));
    text.close('}');
  }

  private static void delivery(JsonText text, Latency.Reading delivery) {
    text.name("delivery").open('{').name("events").value(delivery.events());
    if (delivery.events() > 0) {
      text.name("mean-seconds").value(delivery.seconds() / delivery.events());
      for (int percent : List.of(50, 99)) {
        var bound = delivery.quantile(percent / 100.0);
        if (bound.isPresent()) {
          text.name("p" + percent + "-at-most-seconds").value(bound.getAsDouble());
        }
      }
    }
    text.close('}');
  }

  private static void freshness(JsonText text, Plugin plugin) {
    text.name("freshness").open('[');
    for (var one : plugin.freshness()) {
      text.open('{').name("account").value(one.account());
      text.name("region").value(one.region());
      text.name("seconds").value(one.age().toMillis() / 1e3).close('}');
    }
    text.close(']');
  }
}
