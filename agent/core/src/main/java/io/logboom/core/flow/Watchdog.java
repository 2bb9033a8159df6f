package io.logboom.core.flow;

import io.logboom.spi.RejectedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts calls that take too long. One small thread serves the whole agent. */
final class Watchdog implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("logboom-watchdog").daemon().factory());

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
    }
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

    Watch(Thread caller) {
      this.caller = caller;
    }

    @Override
    public synchronized void run() {
      if (!finished) {
        expired = true;
        caller.interrupt();
      }
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
