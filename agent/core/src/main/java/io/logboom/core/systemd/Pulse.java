package io.logboom.core.systemd;

import io.logboom.core.flow.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an agent is alive, for a supervisor's watchdog (sd_watchdog_enabled(3)). It is as long as
 *
 * <ul>
 *   <li>a new virtual thread gets to run: inputs and outputs live on such threads,
 *   <li>no thread has been filtering one batch for as long as the watchdog waits,
 *   <li>no write that was to be broken off has gone on for as long as that,
 *   <li>the threads of every output are there.
 * </ul>
 *
 * <p>An agent that has nothing to do, one whose outputs are down and one that waits for room is
 * alive: to start it anew would change nothing. Used by one thread.
 */
final class Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  private final Supervised agent;
  private final Duration limit;
  private final Executor threads;
  private final List<String> known = new ArrayList<>();
  private volatile long answered = System.nanoTime();
  private long asked = answered - 1;

  /**
   * @param threads each task gets a new virtual thread
   */
  Pulse(Supervised agent, Duration limit, Executor threads) {
    this.agent = agent;
    this.limit = limit;
    this.threads = threads;
  }

  /** None when no watchdog waits for this process. */
  static Optional<Pulse> of(Supervised agent, Map<String, String> environment) {
    String process = environment.getOrDefault("WATCHDOG_PID", "");
    String ours = Long.toString(ProcessHandle.current().pid());
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!micros.matches("[1-9][0-9]{0,14}") || !(process.isEmpty() || process.equals(ours))) {
      return Optional.empty();
    }
    var limit = Duration.ofNanos(1000 * Long.parseLong(micros));
    return Optional.of(new Pulse(agent, limit, Thread::startVirtualThread));
  }

  /** The longest time that may be between two signs of life. */
  Duration period() {
    return limit.dividedBy(2);
  }

  /** Whether it does. What is stuck is logged when it is first seen. */
  boolean beats() {
    var stuck = new ArrayList<Stall>(agent.stalls(limit));
    long now = System.nanoTime();
    if (answered - asked >= 0) {
      asked = now;
      threads.execute(() -> answered = System.nanoTime());
    } else if (now - asked > period().toNanos()) {
      stuck.add(new Stall("virtual threads do not get to run", List.of()));
    }
    for (var stall : stuck) {
      if (!known.contains(stall.what())) {
        LOG.error("stuck, so the watchdog is told nothing: {}", stall);
      }
    }
    known.clear();
    stuck.forEach(stall -> known.add(stall.what()));
    return stuck.isEmpty();
  }
}
