package io.logboom.core.telemetry;

import io.logboom.spi.Counter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The counters of one plugin. Safe for use by many threads. */
public final class Meter {

  /** The kinds of plugin, in the order events meet them. */
  public enum Kind {
    INPUT,
    FILTER,
    OUTPUT
  }

  private final Kind kind;
  private final String name;
  private final String type;
  private final LongAdder in = new LongAdder();
  private final LongAdder out = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final Map<String, LongAdder> drops = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
  private final Map<String, LongSupplier> gauges = new ConcurrentSkipListMap<>();

  /**
   * @param name the plugin's address in the configuration
   * @param type the word after {@code type =}
   */
  public Meter(Kind kind, String name, String type) {
    this.kind = kind;
    this.name = name;
    this.type = type;
  }

  public Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public String type() {
    return type;
  }

  /** An input handed a batch on. */
  public void emitted(long events, long eventBytes) {
    out.add(events);
    bytes.add(eventBytes);
    batches.increment();
  }

  /** A filter took so many events and made so many. */
  public void filtered(long taken, long made) {
    in.add(taken);
    out.add(made);
  }

  /** An output made so many events durable. */
  public void written(long events, long eventBytes) {
    out.add(events);
    bytes.add(eventBytes);
    batches.increment();
  }

  /** A write has to be tried again. */
  public void retried() {
    retries.increment();
  }

  /** Events ended here on purpose. */
  public void dropped(String reason, long events) {
    adder(drops, reason).add(events);
  }

  /** Events could not go on here, whatever became of them then. */
  public void failed(String reason, long events) {
    adder(failures, reason).add(events);
  }

  /** Events of this plugin went to the dead-letter file. */
  public void deadLettered(long events) {
    deadLetters.add(events);
  }

  /** A counter of the plugin's own. */
  public Counter counter(String counterName) {
    return adder(counters, counterName)::add;
  }

  /** A value of the plugin's own that goes up and down; shown while it is not negative. */
  public void gauge(String gaugeName, LongSupplier value) {
    gauges.put(gaugeName, value);
  }

  public long in() {
    return in.sum();
  }

  public long out() {
    return out.sum();
  }

  public long bytes() {
    return bytes.sum();
  }

  public long batches() {
    return batches.sum();
  }

  public long retries() {
    return retries.sum();
  }

  public long deadLetters() {
    return deadLetters.sum();
  }

  /** Events dropped on purpose, by reason. */
  public Map<String, Long> drops() {
    return sums(drops);
  }

  /** Events that could not go on, by reason. */
  public Map<String, Long> failures() {
    return sums(failures);
  }

  /** The plugin's own counters, by name. */
  public Map<String, Long> counters() {
    return sums(counters);
  }

  /** The plugin's own values that go up and down, as they are now, by name. */
  public Map<String, Long> gauges() {
    var values = new TreeMap<String, Long>();
    gauges.forEach(
        (key, gauge) -> {
          long value = gauge.getAsLong();
          if (value >= 0) {
            values.put(key, value);
          }
        });
    return values;
  }

  private static LongAdder adder(Map<String, LongAdder> adders, String key) {
    return adders.computeIfAbsent(key, _ -> new LongAdder());
  }

  private static Map<String, Long> sums(Map<String, LongAdder> adders) {
    var sums = new TreeMap<String, Long>();
    adders.forEach(
        (key, adder) -> {
          if (adder.sum() != 0) {
            sums.put(key, adder.sum());
          }
        });
    return sums;
  }
}
