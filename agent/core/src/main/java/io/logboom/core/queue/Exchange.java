package io.logboom.core.queue;

import io.logboom.core.telemetry.Meter;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What those who append ({@link Intake}), the one who writes ({@link Chores}) and the one who reads
 * back ({@link Readings}) share. All of it is guarded by one lock, which is never held while a file
 * is touched. Safe for use by many threads.
 */
final class Exchange {

  /** How many bytes are gathered while others are being written. */
  private static final int GROUP = 1 << 20;

  /** How long nothing is read back after events came back undelivered. */
  private static final long AFTER_FAILURE_NANOS = 500_000_000;

  final ReentrantLock lock = new ReentrantLock();
  final Condition toWrite = lock.newCondition();
  final Condition toRead = lock.newCondition();
  final Condition room = lock.newCondition();
  final Condition empty = lock.newCondition();

  final Backlog backlog;
  final Tally tally;
  final long maxSize;
  final long window;
  Group filling;
  @Nullable Group spare;
  long writtenNumber;
  long resumeAt = System.nanoTime();
  boolean lowRose;
  boolean flushing;
  boolean reading = true;
  boolean taking = true;

  /**
   * @param maxSize how many bytes the files may take
   * @param window how much memory events may take that are handed on and not delivered
   * @param salt of the segments to be written
   */
  Exchange(Backlog backlog, Tally tally, long maxSize, long window, long salt) {
    this.backlog = backlog;
    this.tally = tally;
    this.maxSize = maxSize;
    this.window = window;
    this.filling = new Group(GROUP, salt);
    this.spare = new Group(GROUP, salt);
    this.writtenNumber = backlog.nextNumber();
    tell();
  }

  /** What became of events that were handed on. */
  void settled(Range range, boolean delivered) {
    Promise promise = null;
    lock.lock();
    try {
      if (delivered) {
        promise = range.promise;
        rose(backlog.settled(range));
      } else if (reading) {
        backlog.unread(range, true);
        resumeAt = System.nanoTime() + AFTER_FAILURE_NANOS;
      }
      wakeReader();
    } finally {
      lock.unlock();
    }
    if (promise != null) {
      promise.keep();
    }
  }

  /**
   * Tells those who wait for the low water to rise. Called with the lock.
   *
   * @param low whether it rose
   */
  void rose(boolean low) {
    if (low) {
      if (!lowRose || backlog.hasFinished()) {
        toWrite.signal();
      }
      lowRose = true;
      tell();
      if (backlog.isEmpty()) {
        room.signalAll();
        empty.signalAll();
      }
    }
  }

  /** Wakes the one who reads back, if there is anything to be. Called with the lock. */
  void wakeReader() {
    if (flushing || backlog.behind() > 0) {
      toRead.signal();
    }
  }

  /** Counts what is in the queue. Called with the lock. */
  void tell() {
    tally.depth(backlog.events(), backlog.occupied());
  }

  /** How many events are not delivered. */
  long events() {
    lock.lock();
    try {
      return backlog.events();
    } finally {
      lock.unlock();
    }
  }

  /** How much is in the queue, of how much there may be. */
  Meter.Level level() {
    lock.lock();
    try {
      return new Meter.Level(backlog.events(), backlog.occupied(), maxSize);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything is delivered; tells whether it came to that. */
  boolean awaitEmpty(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!backlog.isEmpty() && left > 0) {
        left = empty.awaitNanos(left);
      }
      return backlog.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is handed on. */
  void stopReading() {
    lock.lock();
    try {
      reading = false;
      toRead.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is taken. */
  void stopTaking() {
    lock.lock();
    try {
      taking = false;
      toWrite.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
