package io.logboom.core.flow;

import io.logboom.spi.RejectedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts calls that take too long. One small thread serves the whole agent. */
final class Watchdog implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("logboom-watchdog").daemon().factory());
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  /** A call that can be timed: a write. */
  @FunctionalInterface
  interface Call {
    void run() throws IOException, RejectedException, InterruptedException;
  }

  /** The call was interrupted because its time was up. */
  static final class Expired extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Makes the call on this thread, and interrupts it after the limit.
   *
   * @throws Expired when it ended because of that
   */
  void within(Duration limit, Call call)
      throws IOException, RejectedException, InterruptedException, Expired {
    var watch = new Watch(Thread.currentThread());
    watches.add(watch);
    var alarm = timer.schedule(watch, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      call.run();
      watch.finish();
    } catch (InterruptedException e) {
      if (watch.finish()) {
        throw new Expired();
      }
      throw e;
    } catch (Exception e) {
      // A library may turn the interrupt into an exception of its own; it is told by the watch.
      if (watch.finish()) {
        throw new Expired();
      }
      throw e;
    } finally {
      alarm.cancel(false);
      watches.remove(watch);
    }
  }

  /** The threads whose calls go on, though they were interrupted that long ago. */
  List<Thread> deaf(Duration since) {
    long now = System.nanoTime();
    return watches.stream()
        .filter(watch -> watch.deaf(now, since.toNanos()))
        .map(watch -> watch.caller)
        .toList();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One timed call: either its end or its alarm comes first, never half of each. */
  private static final class Watch implements Runnable {
    private final Thread caller;
    private boolean finished;
    private boolean expired;
    private long interrupted;

    Watch(Thread caller) {
      this.caller = caller;
    }

    @Override
    public synchronized void run() {
      if (!finished) {
        expired = true;
        interrupted = System.nanoTime();
        caller.interrupt();
      }
    }

    synchronized boolean deaf(long now, long since) {
      return expired && !finished && now - interrupted >= since;
    }

    /** Ends the watch and clears the interrupt, if it was ours; tells whether it was. */
    synchronized boolean finish() {
      finished = true;
      if (expired) {
        Thread.interrupted();
      }
      return expired;
    }
  }
}
