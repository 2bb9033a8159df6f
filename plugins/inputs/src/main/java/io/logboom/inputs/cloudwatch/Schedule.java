package io.logboom.inputs.cloudwatch;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When each log group is looked at next. One with new events is due again after the poll interval.
 * A quiet one waits twice as long each time, up to the quiet interval, or longer where there are so
 * many of them that they would take more than half the budget of requests, which busy ones come
 * before. Safe for use by many threads.
 */
final class Schedule {
  /** What quiet log groups may take of the budget, if busy ones leave it, and what in any case. */
  private static final double QUIET_SHARE = 0.5;

  private static final double LEAST_QUIET_SHARE = 0.25;

  /** Times of the system's clock may be negative; from here on they can be compared. */
  private static final long ORIGIN = System.nanoTime();

  private final Duration busy;
  private final Duration quiet;
  private final double rate;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Follow> queue =
      new PriorityQueue<>(Comparator.comparingLong(follow -> follow.dueAt - ORIGIN));
  private int known;
  private int busyOnes;
  private double load;

  /**
   * @param busy how often a log group with new events is looked at
   * @param quiet how often one without, if the budget allows
   * @param rate the budget, in requests a second
   */
  Schedule(Duration busy, Duration quiet, double rate) {
    this.busy = busy;
    this.quiet = quiet;
    this.rate = rate;
  }

  /** One more, due at once. */
  void add(Follow follow) {
    lock.lock();
    try {
      known++;
      put(follow, Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  /** One less; a poll of it that is under way goes on. */
  void remove(Follow follow) {
    lock.lock();
    try {
      follow.gone = true;
      known--;
      load(follow, 0);
      if (follow.queued) {
        queue.remove(follow);
        follow.queued = false;
      }
    } finally {
      lock.unlock();
    }
  }

  /** It has grown, as it seems: it is due at once. */
  void hasten(Follow follow) {
    lock.lock();
    try {
      follow.hastened = true;
      if (follow.queued && follow.failures == 0) {
        queue.remove(follow);
        put(follow, Duration.ZERO);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until one is due, and takes it; {@link #again} puts it back. */
  Follow take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        var first = queue.peek();
        if (first == null) {
          changed.await();
          continue;
        }
        long wait = first.dueAt - System.nanoTime();
        if (wait <= 0) {
          queue.remove();
          first.queued = false;
          first.hastened = false;
          return first;
        }
        changed.await(wait, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** It was read to its end; says how long it waits. */
  Duration read(Follow follow, boolean news, int pages) {
    lock.lock();
    try {
      if (news) {
        load(follow, pages / (busy.toMillis() / 1e3));
        follow.interval = busy;
      } else {
        load(follow, 0);
        Duration twice = follow.interval.multipliedBy(2);
        Duration most = quietInterval();
        follow.interval = twice.compareTo(most) > 0 ? most : twice;
        if (follow.interval.compareTo(busy) < 0) {
          follow.interval = busy;
        }
      }
      put(follow, follow.hastened ? Duration.ZERO : follow.interval);
      return follow.interval;
    } finally {
      lock.unlock();
    }
  }

  /** It is looked at again after so long. */
  void again(Follow follow, Duration wait) {
    lock.lock();
    try {
      put(follow, wait);
    } finally {
      lock.unlock();
    }
  }

  /** How long a quiet log group waits at the most. */
  Duration quietInterval() {
    lock.lock();
    try {
      double spare = Math.max(rate * LEAST_QUIET_SHARE, rate * QUIET_SHARE - load);
      var allowed = Duration.ofMillis((long) ((known - busyOnes) / spare * 1e3));
      return allowed.compareTo(quiet) > 0 ? allowed : quiet;
    } finally {
      lock.unlock();
    }
  }

  private void load(Follow follow, double pagesPerSecond) {
    busyOnes += (pagesPerSecond > 0 ? 1 : 0) - (follow.load > 0 ? 1 : 0);
    load += pagesPerSecond - follow.load;
    follow.load = pagesPerSecond;
  }

  private void put(Follow follow, Duration wait) {
    if (follow.gone) {
      return;
    }
    follow.dueAt = System.nanoTime() + wait.toNanos();
    follow.queued = true;
    queue.add(follow);
    changed.signal();
  }
}
