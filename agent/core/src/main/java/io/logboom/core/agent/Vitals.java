package io.logboom.core.agent;

import io.logboom.core.flow.Flow;
import io.logboom.core.flow.Stall;
import io.logboom.core.systemd.Supervised;
import io.logboom.core.telemetry.Health;
import io.logboom.core.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How an agent is doing, for who supervises it. Safe for use by many threads. */
final class Vitals implements Supervised {
  private final Flow flow;
  private final Telemetry telemetry;
  private final Health health;
  private final Duration longestEnd;
  private volatile boolean begun;
  private volatile boolean cutShort;

  /**
   * @param longestEnd how long it may take to end
   */
  Vitals(Flow flow, Telemetry telemetry, Health health, Duration longestEnd) {
    this.flow = flow;
    this.telemetry = telemetry;
    this.health = health;
    this.longestEnd = longestEnd;
  }

  /** The flow has started; inputs are about to. */
  void begin() {
    begun = true;
  }

  /** The agent is to end before all is read. */
  void cutShort() {
    cutShort = true;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public boolean begun() {
    return begun;
  }

  @Override
  public boolean isCutShort() {
    return cutShort;
  }

  @Override
  public Duration longestEnd() {
    return longestEnd;
  }

  @Override
  public List<Stall> stalls(Duration atLeast) {
    return begun ? flow.stalls(atLeast) : List.of();
  }

  @Override
  public long events() {
    return telemetry.events();
  }

  @Override
  public long deadLetters() {
    return telemetry.deadLetters();
  }

  @Override
  public Optional<Duration> lag() {
    return Optional.empty();
  }
}
