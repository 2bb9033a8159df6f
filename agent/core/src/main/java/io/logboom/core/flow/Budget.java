package io.logboom.core.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many bytes of events the whole agent may hold between {@code emit} and delivery. Waiting for
 * it is what slows an input down. Safe for use by many threads.
 */
public final class Budget {
  private final long limit;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition room = lock.newCondition();
  private final List<Runnable> onPressure = new ArrayList<>();
  private long used;
  private final AtomicInteger waiting = new AtomicInteger();

  public Budget(long limitBytes) {
    this.limit = limitBytes;
  }

  /** Calls this, too, whenever somebody begins to wait. For use before the agent starts. */
  void onPressure(Runnable listener) {
    onPressure.add(listener);
  }

  /**
   * Takes so many bytes, waiting until they are to be had. A batch larger than the whole budget
   * goes through alone, so that nothing can ever be too large to move.
   */
  void acquire(long bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (used > 0 && used + bytes > limit) {
        waiting.incrementAndGet();
        try {
          onPressure.forEach(Runnable::run);
          while (used > 0 && used + bytes > limit) {
            room.await();
          }
        } finally {
          waiting.decrementAndGet();
        }
      }
      used += bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Takes so many bytes if they are to be had at once and nobody else waits; tells whether. */
  boolean tryAcquire(long bytes) {
    lock.lock();
    try {
      boolean free = waiting.get() == 0 && (used == 0 || used + bytes <= limit);
      if (free) {
        used += bytes;
      }
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** Takes so many bytes without waiting: what filters made of a batch that is already in. */
  void add(long bytes) {
    lock.lock();
    try {
      used += bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Gives so many bytes back. */
  void release(long bytes) {
    lock.lock();
    try {
      used -= bytes;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits: outputs then write what they have, however little. */
  boolean contended() {
    return waiting.get() > 0;
  }

  /** How many bytes are in flight. */
  public long used() {
    lock.lock();
    try {
      return used;
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes may be in flight. */
  public long limit() {
    return limit;
  }
}
