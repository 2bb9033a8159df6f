package io.logboom.core.telemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The meters of one agent, in the order of its configuration. */
public final class Telemetry {
  private final List<Meter> meters = new CopyOnWriteArrayList<>();
  private final long began = System.nanoTime();

  /** A new plugin's meter. */
  public Meter meter(Meter.Kind kind, String name, String type) {
    var meter = new Meter(kind, name, type);
    meters.add(meter);
    return meter;
  }

  /** All of them. */
  public List<Meter> meters() {
    return meters;
  }

  /** How many events inputs have handed on. */
  public long events() {
    return sum(Meter.Kind.INPUT, false);
  }

  /** How many bytes of events inputs have handed on. */
  public long bytes() {
    return sum(Meter.Kind.INPUT, true);
  }

  /** How many events are in the dead-letter file because of this run. */
  public long deadLetters() {
    return meters.stream().mapToLong(Meter::deadLetters).sum();
  }

  /** Seconds since the agent began. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private long sum(Meter.Kind kind, boolean bytes) {
    return meters.stream()
        .filter(meter -> meter.kind() == kind)
        .mapToLong(meter -> bytes ? meter.bytes() : meter.out())
        .sum();
  }
}
