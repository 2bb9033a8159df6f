package io.logboom.core.agent;

import io.logboom.core.admin.Watched;
import io.logboom.core.flow.Flow;
import io.logboom.core.flow.Stall;
import io.logboom.core.systemd.Supervised;
import io.logboom.core.telemetry.Health;
import io.logboom.core.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How an agent is doing, for who supervises it or asks. Safe for use by many threads. */
final class Vitals implements Supervised, Watched {
  /** What takes that long to filter, or to heed an interrupt, never ends. */
  private static final Duration FOR_EVER = Duration.ofMinutes(1);

  private final Flow flow;
  private final Telemetry telemetry;
  private final Health health;
  private final Duration longestEnd;
  private final Consumer<String> onFailure;
  private volatile boolean begun;
  private volatile boolean cutShort;

  /**
   * @param longestEnd how long it may take to end
   * @param onFailure told why the agent has to end
   */
  Vitals(
      Flow flow,
      Telemetry telemetry,
      Health health,
      Duration longestEnd,
      Consumer<String> onFailure) {
    this.flow = flow;
    this.telemetry = telemetry;
    this.health = health;
    this.longestEnd = longestEnd;
    this.onFailure = onFailure;
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
    return telemetry.newest();
  }

  @Override
  public Telemetry telemetry() {
    return telemetry;
  }

  @Override
  public List<String> stuck() {
    return stalls(FOR_EVER).stream().map(Stall::what).toList();
  }

  @Override
  public void fail(String why) {
    onFailure.accept(why);
  }
}
