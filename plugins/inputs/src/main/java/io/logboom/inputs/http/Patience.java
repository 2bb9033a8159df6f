package io.logboom.inputs.http;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a sender is waited for: not too long at once, and within a request not too long in all.
 * Only while something is asked for, so a sender is not blamed for what the agent does not read.
 * Used by the connection's thread.
 */
final class Patience {
  private final EventExecutor thread;
  private final long idle;
  private final long inAll;
  private final Runnable lost;
  private boolean asked;
  private boolean scheduled;
  private boolean over;
  private long since;
  private long left;

  /**
   * @param lost what happens once patience is at its end; not again after that
   */
  Patience(EventExecutor thread, Duration idle, Duration inAll, Runnable lost) {
    this.thread = thread;
    this.idle = idle.toNanos();
    this.inAll = inAll.toNanos();
    this.lost = lost;
    this.left = Long.MAX_VALUE;
  }

  /** A request begins. */
  void request() {
    left = inAll;
  }

  /** There is no request. */
  void rest() {
    left = Long.MAX_VALUE;
  }

  /** Something is asked for. */
  void ask() {
    if (!asked) {
      asked = true;
      since = System.nanoTime();
      if (!scheduled) {
        schedule(Math.min(idle, left));
      }
    }
  }

  /** It came. */
  void came() {
    if (asked) {
      asked = false;
      left = left == Long.MAX_VALUE ? left : left - (System.nanoTime() - since);
    }
  }

  /** Nothing is waited for any more. */
  void end() {
    over = true;
  }

  private void schedule(long nanos) {
    scheduled = true;
    var _ = thread.schedule(this::look, Math.max(nanos, 1), TimeUnit.NANOSECONDS);
  }

  private void look() {
    scheduled = false;
    if (asked && !over) {
      long due = Math.min(idle, left) - (System.nanoTime() - since);
      if (due <= 0) {
        over = true;
        lost.run();
      } else {
        schedule(due);
      }
    }
  }
}
