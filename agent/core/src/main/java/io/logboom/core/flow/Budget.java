package io.logboom.core.flow;

import java.time.Duration;
import java.util.ArrayDeque;
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
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Condition> line = new ArrayDeque<>();
  private final List<Runnable> onPressure = new ArrayList<>();
  private long used;
  private final AtomicInteger waiting = new AtomicInteger();
  private long waitingSince;

  public Budget(long limitBytes) {
    this.limit = limitBytes;
  }

  /** Calls this, too, whenever somebody begins to wait. For use before the agent starts. */
  void onPressure(Runnable listener) {
    onPressure.add(listener);
  }

  /**
   * Takes so many bytes, waiting until they are to be had. First come, first served: small batches
   * do not pass a large one that waits. A batch larger than the whole budget goes through alone, so
   * that nothing can ever be too large to move.
   */
  void acquire(long bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!line.isEmpty() || !fits(bytes)) {
        waitInLine(bytes);
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
      boolean free = line.isEmpty() && fits(bytes);
      if (free) {
        used += bytes;
      }
      return free;
    } finally {
      lock.unlock();
    }
  }

  private void waitInLine(long bytes) throws InterruptedException {
    var turn = lock.newCondition();
    line.addLast(turn);
    if (waiting.getAndIncrement() == 0) {
      waitingSince = System.nanoTime();
    }
    try {
      onPressure.forEach(Runnable::run);
      while (!turn.equals(line.peekFirst()) || !fits(bytes)) {
        turn.await();
      }
    } finally {
      waiting.decrementAndGet();
      line.remove(turn);
      callFirst();
    }
  }

  private boolean fits(long bytes) {
    return used == 0 || used + bytes <= limit;
  }

  private void callFirst() {
    var first = line.peekFirst();
    if (first != null) {
      first.signal();
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
      callFirst();
    } finally {
      lock.unlock();
    }
  }

  /** For how long there has always been somebody who waits. */
  Duration waitedFor() {
    lock.lock();
    try {
      return line.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - waitingSince);
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int waiting() {
    return waiting.get();
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
