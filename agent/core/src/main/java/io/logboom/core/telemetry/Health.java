package io.logboom.core.telemetry;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether each input of an agent reads, and so whether the agent is ready: every input reads, or
 * has read all there was. Safe for use by many threads.
 */
public final class Health {

  /** How an input is doing. */
  public enum Phase {
    /** It has not said that it reads. */
    STARTING,
    /** It reads. */
    READY,
    /** It cannot reach what it reads, and goes on trying. */
    UNREADY,
    /** Its run is over. */
    ENDED
  }

  /**
   * How an input is doing.
   *
   * @param why what keeps it from reading; empty unless it is unready
   * @param since when it came into this phase
   */
  public record State(Phase phase, String why, Instant since) {}

  /** What somebody else said of an error is not trusted to be short. */
  private static final int LONGEST = 500;

  private final Clock clock;
  private final Map<String, State> inputs = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean stopping;

  public Health(Clock clock) {
    this.clock = clock;
  }

  /**
   * Calls this after every change, on the thread that made it, so it must be quick. Changes made at
   * the same time may be told in any order: a listener asks how things are.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Whether every input reads or has ended, and the agent is not about to end. */
  public synchronized boolean ready() {
    return !stopping
        && inputs.values().stream()
            .allMatch(state -> state.phase() == Phase.READY || state.phase() == Phase.ENDED);
  }

  /** Whether the agent is about to end. */
  public synchronized boolean stopping() {
    return stopping;
  }

  /** How each input is doing, by its address in the configuration, in the order of that. */
  public synchronized Map<String, State> inputs() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** There is such an input; it has not begun. */
  public void expect(String input) {
    change(input, Phase.STARTING, "");
  }

  /** It reads. */
  public void ready(String input) {
    change(input, Phase.READY, "");
  }

  /** It cannot reach what it reads. */
  public void unready(String input, String why) {
    String line = why.lines().findFirst().orElse("").strip();
    change(
        input, Phase.UNREADY, line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line);
  }

  /** Its run is over. */
  public void ended(String input) {
    change(input, Phase.ENDED, "");
  }

  /** The agent is about to end. */
  public void stop() {
    synchronized (this) {
      stopping = true;
    }
    listeners.forEach(Runnable::run);
  }

  private void change(String input, Phase phase, String why) {
    synchronized (this) {
      var before = inputs.get(input);
      var since = clock.instant();
      if (before != null && before.phase() == phase) {
        since = before.since();
        if (before.why().equals(why)) {
          return;
        }
      }
      if (before != null && before.phase() == Phase.ENDED) {
        return;
      }
      inputs.put(input, new State(phase, why, since));
    }
    listeners.forEach(Runnable::run);
  }
}
