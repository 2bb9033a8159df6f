package io.logboom.core.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an agent is doing at one time. The summary at the end, the status, the metrics and what is
 * exported are all made of this.
 *
 * @param version of the agent
 * @param started when the agent was made
 * @param up since then
 * @param ready whether every input reads
 * @param stopping whether it is about to end
 * @param inFlight bytes of events under way
 * @param inFlightLimit how many may be
 * @param warnings what is wrong, for people
 * @param plugins in the order of the configuration
 */
public record Snapshot(
    String version,
    Instant started,
    Duration up,
    boolean ready,
    boolean stopping,
    long inFlight,
    long inFlightLimit,
    List<String> warnings,
    List<Plugin> plugins) {

  public Snapshot {
    warnings = List.copyOf(warnings);
    plugins = List.copyOf(plugins);
  }

  /**
   * One input, filter or output.
   *
   * @param pipeline it belongs to
   * @param name within its pipeline, as in the configuration: {@code trail}; of a filter, its
   *     number, after the name of the output if it is an output's own: {@code 0}, {@code siem.0}
   * @param address in the configuration: {@code pipelines.cloudtrail.inputs.trail}
   * @param type the word after {@code type =}
   * @param state of an input
   * @param in events a filter has taken
   * @param out events an input has handed on, a filter has made, an output has written
   * @param bytes of these, of inputs and outputs
   * @param rate events a second, over the last minute or since the start if that is shorter
   * @param byteRate bytes a second, alike
   * @param drops events that ended here on purpose, by reason
   * @param failures events that could not go on here, by reason
   * @param deadLetters events of this plugin in the dead-letter file, by reason
   * @param counters the plugin's own
   * @param gauges the plugin's own
   * @param queue on disk, if it has one
   * @param trouble what keeps an output from writing
   * @param lastTrouble what kept an output from writing the last time
   * @param delivery how long events of an input took
   * @param freshness of the events of an input
   */
  public record Plugin(
      Meter.Kind kind,
      String pipeline,
      String name,
      String address,
      String type,
      Optional<Health.State> state,
      long in,
      long out,
      long bytes,
      long batches,
      long retries,
      double rate,
      double byteRate,
      Map<String, Long> drops,
      Map<String, Long> failures,
      Map<String, Long> deadLetters,
      Map<String, Long> counters,
      Map<String, Long> gauges,
      Optional<Meter.Level> queue,
      Optional<Meter.Trouble> trouble,
      Optional<Meter.Trouble> lastTrouble,
      Latency.Reading delivery,
      List<Freshness.Reading> freshness) {

    /** Events of this plugin in the dead-letter file. */
    public long allDeadLetters() {
      return sum(deadLetters);
    }
  }

  /** Events that inputs have handed on. */
  public long events() {
    return inputs().stream().mapToLong(Plugin::out).sum();
  }

  /** Bytes of events that inputs have handed on. */
  public long bytes() {
    return inputs().stream().mapToLong(Plugin::bytes).sum();
  }

  /** Events in the dead-letter file because of this run. */
  public long deadLetters() {
    return plugins.stream().mapToLong(Plugin::allDeadLetters).sum();
  }

  /** Seconds since the agent was made. */
  public double seconds() {
    return up.toNanos() / 1e9;
  }

  /** The inputs of all pipelines. */
  public List<Plugin> inputs() {
    return plugins.stream().filter(plugin -> plugin.kind() == Meter.Kind.INPUT).toList();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(count -> count).sum();
  }
}
