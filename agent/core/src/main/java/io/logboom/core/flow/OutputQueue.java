package io.logboom.core.flow;

import io.logboom.core.queue.DiskQueue;
import io.logboom.core.queue.Downstream;
import io.logboom.core.queue.Promise;
import io.logboom.core.queue.Settlement;
import io.logboom.spi.Batch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queue on disk before an output's lane. Events are settled for their input once they are on
 * disk. A worker never waits for the disk: a thread of the queue's own appends what workers lay in.
 * What lies here until then needs no bound, the budget is one. Safe for use by many threads.
 */
final class OutputQueue implements Entrance {
  private final DiskQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Part> parts = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean draining;
  private @Nullable String abandoned;

  OutputQueue(DiskQueue queue) {
    this.queue = queue;
  }

  /** Where the queue before this lane hands on to. */
  static Downstream lane(Lane lane) {
    return new ToLane(lane);
  }

  void start(String name) {
    thread = Thread.ofVirtual().name(name + "-queue").start(this::append);
  }

  @Override
  public void offer(Part part) {
    String why;
    lock.lock();
    try {
      why = abandoned;
      if (why == null) {
        parts.addLast(part);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (why != null) {
      part.ledger().fail(part.events().size(), why);
    }
  }

  @Override
  public void flush() {
    queue.flush();
  }

  /**
   * Nothing more comes: waits until all is on its way to the disk; tells whether it came to that.
   */
  boolean drain(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      draining = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    var appender = thread;
    return appender == null || appender.join(atMost);
  }

  /** Fails what is not with the disk yet, and all that may still come. */
  void abandon(String why) {
    ArrayDeque<Part> left;
    lock.lock();
    try {
      abandoned = why;
      draining = true;
      left = new ArrayDeque<>(parts);
      parts.clear();
    } finally {
      lock.unlock();
    }
    var appender = thread;
    if (appender != null) {
      appender.interrupt();
    }
    left.forEach(part -> part.ledger().fail(part.events().size(), why));
  }

  private void append() {
    try {
      for (var part = take(); part != null; part = take()) {
        var settle = new Settle(part);
        try {
          queue.append(part.events(), settle);
        } catch (InterruptedException e) {
          settle.breakOff("the agent stopped before it was on disk");
          throw e;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable Part take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (parts.isEmpty()) {
        if (draining) {
          return null;
        }
        changed.await();
      }
      return parts.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Closes a part's entries once its events are on disk. */
  private record Settle(Part part) implements Promise {
    @Override
    public void keep() {
      part.ledger().close(part.events().size());
    }

    @Override
    public void breakOff(String why) {
      part.ledger().fail(part.events().size(), why);
    }
  }

  /**
   * Hands on past the budget: batches that wait for this very queue may hold all of it, and what an
   * output that is away leaves lying must not take it from the others. The queue bounds for itself
   * how much is on its way.
   */
  private record ToLane(Lane lane) implements Downstream {
    @Override
    public void hand(Batch batch, Settlement settlement) {
      var ledger = new Ledger(batch.release(), settlement);
      ledger.open(batch.events().size());
      lane.offer(Part.of(ledger, batch.events()));
      ledger.close(1);
    }

    @Override
    public boolean offer(Batch batch, Settlement settlement) {
      hand(batch, settlement);
      return true;
    }

    @Override
    public void flush() {
      lane.flush();
    }
  }
}
