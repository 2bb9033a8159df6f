package io.logboom.core.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The meters of one agent, in the order of its configuration. Safe for use by many threads. */
public final class Telemetry {
  /** How long the memory for events may be used up before that is worth a warning. */
  private static final Duration LONG = Duration.ofMinutes(1);

  /** How full a queue on disk may be before that is. */
  private static final double FULL = 0.9;

  private final List<Meter> meters = new CopyOnWriteArrayList<>();
  private final List<Meter> own = new CopyOnWriteArrayList<>();
  private final Rates rates = new Rates(meters);
  private final Clock clock;
  private final Health health;
  private final Instant started;
  private final long began = System.nanoTime();

  /**
   * The memory for events under way.
   *
   * @param used in bytes
   * @param limit in bytes
   * @param waiting for how long somebody has waited for it without a break
   */
  public record Room(LongSupplier used, long limit, Supplier<Duration> waiting) {}

  private volatile Room room = new Room(() -> 0, 0, () -> Duration.ZERO);

  /** Of an agent whose health nobody asks for. */
  public Telemetry() {
    this(Clock.systemUTC(), new Health(Clock.systemUTC()));
  }

  public Telemetry(Clock clock, Health health) {
    this.clock = clock;
    this.health = health;
    this.started = clock.instant();
  }

  /** A new plugin's meter. */
  public Meter meter(Meter.Kind kind, String name, String type) {
    var meter = new Meter(kind, name, type, clock);
    meters.add(meter);
    return meter;
  }

  /** The meter of what is the engine's own: told of only while it cannot write. */
  public Meter own(String name) {
    var meter = new Meter(Meter.Kind.OUTPUT, name, name, clock);
    own.add(meter);
    return meter;
  }

  /** There is so much memory for events. */
  public void room(Room memory) {
    room = memory;
  }

  /** How many events a second there were lately; told to look now and then by who wants to know. */
  public Rates rates() {
    return rates;
  }

  /** How many events inputs have handed on. */
  public long events() {
    return sum(false);
  }

  /** How many bytes of events inputs have handed on. */
  public long bytes() {
    return sum(true);
  }

  /** How many events are in the dead-letter file because of this run. */
  public long deadLetters() {
    return meters.stream()
        .flatMap(meter -> meter.deadLetters().values().stream())
        .mapToLong(count -> count)
        .sum();
  }

  /** How old the newest event is that an input has brought. */
  public Optional<Duration> newest() {
    return meters.stream()
        .filter(meter -> meter.kind() == Meter.Kind.INPUT)
        .flatMap(meter -> meter.freshness().read().stream())
        .map(Freshness.Reading::age)
        .min(Duration::compareTo);
  }

  private long sum(boolean bytes) {
    return meters.stream()
        .filter(meter -> meter.kind() == Meter.Kind.INPUT)
        .mapToLong(meter -> bytes ? meter.bytes() : meter.out())
        .sum();
  }

  /** How all of it is now. */
  public Snapshot read() {
    var up = Duration.ofNanos(System.nanoTime() - began);
    var states = health.inputs();
    var now = rates.now(up);
    var plugins = new ArrayList<Snapshot.Plugin>();
    for (var meter : meters) {
      var rate = now.of(meter);
      plugins.add(
          new Snapshot.Plugin(
              meter.kind(),
              pipeline(meter),
              name(meter),
              meter.name(),
              meter.type(),
              Optional.ofNullable(states.get(meter.name())),
              meter.in(),
              meter.out(),
              meter.bytes(),
              meter.batches(),
              meter.retries(),
              rate.events(),
              rate.bytes(),
              meter.drops(),
              meter.failures(),
              meter.deadLetters(),
              meter.counters(),
              meter.gauges(),
              meter.queue(),
              meter.trouble(),
              meter.lastTrouble(),
              meter.delivery().read(),
              meter.freshness().read()));
    }
    var memory = room;
    return new Snapshot(
        Release.version(),
        started,
        up,
        health.ready(),
        health.stopping(),
        memory.used().getAsLong(),
        memory.limit(),
        warnings(plugins, memory),
        plugins);
  }

  private List<String> warnings(List<Snapshot.Plugin> plugins, Room memory) {
    var warnings = new ArrayList<String>();
    for (var meter : own) {
      meter.trouble().ifPresent(trouble -> warnings.add(told(meter.name(), trouble)));
    }
    for (var plugin : plugins) {
      plugin.trouble().ifPresent(trouble -> warnings.add(told(plugin.address(), trouble)));
      plugin
          .queue()
          .filter(queue -> queue.bytes() >= FULL * queue.limit())
          .ifPresent(
              queue ->
                  warnings.add(
                      plugin.address()
                          + ": its queue is "
                          + 100 * queue.bytes() / queue.limit()
                          + " % full"));
    }
    var waiting = memory.waiting().get();
    if (waiting.compareTo(LONG) >= 0) {
      warnings.add(
          "inputs have waited for memory.in-flight for "
              + waiting.toSeconds()
              + " s: outputs are slower than inputs");
    }
    return warnings;
  }

  private static String told(String name, Meter.Trouble trouble) {
    return name + ": cannot write since " + trouble.since() + ": " + trouble.why();
  }

  private static String pipeline(Meter meter) {
    String[] steps = meter.name().split("\\.", -1);
    return steps.length > 2 && steps[0].equals("pipelines") ? steps[1] : "";
  }

  /** Steps of addresses are plain names, without dots. */
  private static String name(Meter meter) {
    String[] steps = meter.name().split("\\.", -1);
    if (steps.length < 4) {
      return meter.name();
    }
    return steps.length < 6 ? steps[3] : steps[3] + "." + steps[5];
  }
}
