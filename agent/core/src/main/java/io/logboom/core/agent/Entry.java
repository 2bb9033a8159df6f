package io.logboom.core.agent;

import io.logboom.core.telemetry.Health;
import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;

/** The way into the pipeline for one input, and to the agent's health. */
final class Entry implements Emitter {
  private final String input;
  private final Emitter way;
  private final Health health;
  private volatile boolean begun;

  Entry(String input, Emitter way, Health health) {
    this.input = input;
    this.way = way;
    this.health = health;
  }

  /** An input that emits reads, unless it has said something about that already. */
  @Override
  public Delivery emit(Batch batch) throws InterruptedException {
    if (!begun) {
      ready();
    }
    return way.emit(batch);
  }

  @Override
  public void flush() {
    way.flush();
  }

  @Override
  public void ready() {
    begun = true;
    health.ready(input);
  }

  @Override
  public void unready(String why) {
    begun = true;
    health.unready(input, why);
  }
}
