package io.logboom.core.systemd;

import io.logboom.core.telemetry.Health.State;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a supervisor how an agent is doing, from a thread of its own, for as long as it is open:
 *
 * <ul>
 *   <li>{@code READY=1} when every input reads or has read all there was; or when, a while after
 *       they began, each that does not has said why: waiting longer, or starting the agent anew,
 *       would be of no use then.
 *   <li>{@code STATUS=} now and then, a line for people.
 *   <li>{@code WATCHDOG=1} with it, and at least twice in the time that the supervisor has set,
 *       unless the agent is stuck: see {@link Pulse}.
 *   <li>{@code EXTEND_TIMEOUT_USEC=} with it, while queues on disk are read at the start, and while
 *       what is under way is delivered at the end, as long as that may take.
 *   <li>{@code STOPPING=1} when the agent begins to end.
 * </ul>
 */
public final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  /** How long the end waits for the last message. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * How often what is told.
   *
   * @param status the time between two status lines
   * @param patience how long inputs that cannot read keep the agent from being ready
   * @param extension by how much a time limit is extended at a time
   */
  record Pace(Duration status, Duration patience, Duration extension) {
    static final Pace USUAL =
        new Pace(Duration.ofSeconds(3), Duration.ofSeconds(60), Duration.ofSeconds(30));
  }

  private final Supervised agent;
  private final String address;
  private final Pace pace;
  private final Optional<Pulse> pulse;
  private final long tick;
  private final StatusLine line;
  private final Thread thread;

  // Guarded by this.
  private boolean changed;
  private boolean closing;

  // The thread's own.
  private boolean ready;
  private boolean stopping;
  private boolean unheard;
  private long begun;
  private long stopped;
  private long told = System.nanoTime();

  private Supervisor(Supervised agent, String address, Map<String, String> environment, Pace pace) {
    this.agent = agent;
    this.address = address;
    this.pace = pace;
    this.pulse = Pulse.of(agent, environment);
    long status = pace.status().toNanos();
    this.tick = pulse.map(it -> Math.min(status, it.period().toNanos())).orElse(status);
    this.line = new StatusLine(agent);
    this.thread = Thread.ofPlatform().name("logboom-supervisor").daemon().unstarted(this::run);
  }

  /**
   * Begins to tell, if anybody wants to be told.
   *
   * @param environment of this process: {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}
   */
  public static Supervisor of(Supervised agent, Map<String, String> environment) {
    return of(agent, environment, Pace.USUAL);
  }

  static Supervisor of(Supervised agent, Map<String, String> environment, Pace pace) {
    String address = environment.getOrDefault("NOTIFY_SOCKET", "");
    var supervisor = new Supervisor(agent, address, environment, pace);
    if (!address.isEmpty()) {
      agent.health().onChange(supervisor::changed);
      supervisor.thread.start();
    }
    return supervisor;
  }

  private synchronized void changed() {
    changed = true;
    notifyAll();
  }

  private void run() {
    try (var socket = new NotifySocket(address)) {
      boolean last = false;
      while (!last) {
        last = await();
        tell(socket, last);
      }
    } catch (IOException e) {
      LOG.warn("NOTIFY_SOCKET={} cannot be used: {}", address, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Whatever it is, the agent goes on; who relies on the watchdog will notice.
      LOG.error("the supervisor is told nothing more", e);
    }
  }

  /** Waits until there may be something to tell; tells whether it is the last time. */
  private synchronized boolean await() throws InterruptedException {
    while (!closing && !changed && !due(System.nanoTime())) {
      wait(1 + (tick - (System.nanoTime() - told)) / 1_000_000);
    }
    changed = false;
    return closing;
  }

  private boolean due(long now) {
    return now - told >= tick;
  }

  private void tell(NotifySocket socket, boolean last) {
    long now = System.nanoTime();
    if (begun == 0 && agent.begun()) {
      begun = now;
    }
    if (!ready && begun != 0 && !agent.isCutShort() && inputsAreReady(now)) {
      ready = true;
      send(socket, "READY=1\nSTATUS=" + line.now(true));
    }
    if (!stopping && (last || agent.health().stopping())) {
      stopping = true;
      stopped = now;
      send(socket, "STOPPING=1\nSTATUS=" + line.now(ready));
    }
    if (due(now) && !last) {
      told = now;
      var message = new StringBuilder("STATUS=").append(line.now(ready));
      if (stopping ? now - stopped < agent.longestEnd().toNanos() : begun == 0) {
        message.append("\nEXTEND_TIMEOUT_USEC=").append(pace.extension().toNanos() / 1000);
      }
      if (pulse.isPresent() && pulse.get().beats()) {
        message.append("\nWATCHDOG=1");
      }
      send(socket, message.toString());
    }
  }

  private boolean inputsAreReady(long now) {
    boolean patient = now - begun < pace.patience().toNanos();
    return agent.health().inputs().values().stream()
        .map(State::phase)
        .allMatch(
            phase ->
                switch (phase) {
                  case READY, ENDED -> true;
                  case UNREADY -> !patient;
                  case STARTING -> false;
                });
  }

  private void send(NotifySocket socket, String message) {
    try {
      socket.send(message);
      unheard = false;
    } catch (IOException e) {
      if (!unheard) {
        LOG.warn("NOTIFY_SOCKET={}: {}", address, e.getMessage());
      }
      unheard = true;
    }
  }

  /** Ends telling. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    if (!address.isEmpty()) {
      try {
        thread.join(GRACE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
