package io.logboom.testkit;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.framing.StreamFramer;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.Origin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A {@link Context} for tests: the clock stands still, counters can be read, and framers and events
 * are the engine's own unless others are given. Safe for use by many threads.
 */
public final class TestContext implements Context {

  /** The time it always is. */
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private static final Blocks BLOCKS = new Blocks(64 << 10, 1 << 20);

  private final Path dataDirectory;
  private final Function<Framing, Framer> framers;
  private final BiFunction<byte[], Origin, Event> events;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

  /**
   * A context with the engine's own framers and events.
   *
   * @param dataDirectory a folder of the test's own
   */
  public TestContext(Path dataDirectory) {
    this(
        dataDirectory,
        framing -> new StreamFramer(framing, BLOCKS),
        (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
  }

  /**
   * A context.
   *
   * @param dataDirectory a folder of the test's own
   * @param framers makes the framers
   * @param events makes the events
   */
  public TestContext(
      Path dataDirectory,
      Function<Framing, Framer> framers,
      BiFunction<byte[], Origin, Event> events) {
    this.dataDirectory = dataDirectory;
    this.framers = framers;
    this.events = events;
  }

  @Override
  public String name() {
    return "pipelines.test.inputs.tested";
  }

  @Override
  public Path dataDirectory() {
    return dataDirectory;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  @Override
  public Counter counter(String name) {
    return adder(name)::add;
  }

  @Override
  public void gauge(String name, LongSupplier value) {
    gauges.put(name, value);
  }

  @Override
  public Framer framer(Framing framing) {
    return framers.apply(framing);
  }

  @Override
  public Event event(byte[] bytes, Origin origin) {
    return events.apply(bytes, origin);
  }

  /** What a counter has come to; 0 when nobody ever asked for it. */
  public long count(String name) {
    var adder = counts.get(name);
    return adder == null ? 0 : adder.sum();
  }

  /** All counters that are not 0, by name. */
  public Map<String, Long> counts() {
    var all = new TreeMap<String, Long>();
    counts.forEach(
        (name, adder) -> {
          if (adder.sum() != 0) {
            all.put(name, adder.sum());
          }
        });
    return all;
  }

  /** What a gauge shows now; negative when there is none. */
  public long gauged(String name) {
    var gauge = gauges.get(name);
    return gauge == null ? -1 : gauge.getAsLong();
  }

  private LongAdder adder(String name) {
    return counts.computeIfAbsent(name, _ -> new LongAdder());
  }
}
