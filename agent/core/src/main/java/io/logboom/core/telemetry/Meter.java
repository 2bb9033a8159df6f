package io.logboom.core.telemetry;

import io.logboom.spi.Counter;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The counters of one plugin. Safe for use by many threads. */
public final class Meter {

  /** The kinds of plugin, in the order events meet them. */
  public enum Kind {
    INPUT,
    FILTER,
    OUTPUT
  }

  /**
   * What a plugin cannot do for now, and goes on trying.
   *
   * @param why for people
   * @param since when it could the last time
   */
  public record Trouble(String why, Instant since) {}

  /**
   * How much a plugin's queue on disk holds.
   *
   * @param events that are not delivered
   * @param bytes of its files
   * @param limit of these bytes
   */
  public record Level(long events, long bytes, long limit) {}

  /** More reasons than that are not told from one another: a plugin may make them of anything. */
  private static final int MOST_REASONS = 100;

  private static final String OTHER = "other";

  private final Kind kind;
  private final String name;
  private final String type;
  private final Clock clock;
  private final Latency delivery = new Latency();
  private final Freshness freshness;
  private final LongAdder in = new LongAdder();
  private final LongAdder out = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final Map<String, LongAdder> drops = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> deadLetters = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
  private final Map<String, LongSupplier> gauges = new ConcurrentSkipListMap<>();
  private volatile @Nullable Trouble trouble;
  private volatile @Nullable Trouble lastTrouble;
  private volatile @Nullable Supplier<Level> queue;

  /**
   * @param name the plugin's address in the configuration
   * @param type the word after {@code type =}
   */
  public Meter(Kind kind, String name, String type) {
    this(kind, name, type, Clock.systemUTC());
  }

  Meter(Kind kind, String name, String type, Clock clock) {
    this.kind = kind;
    this.name = name;
    this.type = type;
    this.clock = clock;
    this.freshness = new Freshness(clock);
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
    if (trouble != null) {
      trouble = null;
    }
  }

  /** A write has to be tried again. */
  public void retried(String why) {
    retries.increment();
    var before = trouble;
    var now = new Trouble(why, before == null ? clock.instant() : before.since());
    trouble = now;
    lastTrouble = now;
  }

  /** How long an input's events take to be delivered. */
  public Latency delivery() {
    return delivery;
  }

  /** How new an input's events are. */
  public Freshness freshness() {
    return freshness;
  }

  /** The plugin has a queue on disk. */
  public void queue(Supplier<Level> level) {
    queue = level;
  }

  /** What the plugin's queue on disk holds, if it has one. */
  public Optional<Level> queue() {
    var level = queue;
    return level == null ? Optional.empty() : Optional.of(level.get());
  }

  /** What keeps an output from writing now. */
  public Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** What kept an output from writing the last time. */
  public Optional<Trouble> lastTrouble() {
    return Optional.ofNullable(lastTrouble);
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
  public void deadLettered(String reason, long events) {
    adder(deadLetters, reason).add(events);
  }

  /** A counter of the plugin's own. */
  public Counter counter(String counterName) {
    return counters.computeIfAbsent(counterName, _ -> new LongAdder())::add;
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

  /** Events of this plugin in the dead-letter file, by the kind of reason. */
  public Map<String, Long> deadLetters() {
    return sums(deadLetters);
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
    var known = adders.get(key);
    if (known != null) {
      return known;
    }
    return adders.computeIfAbsent(adders.size() < MOST_REASONS ? key : OTHER, _ -> new LongAdder());
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
