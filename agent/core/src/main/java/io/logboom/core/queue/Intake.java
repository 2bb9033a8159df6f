package io.logboom.core.queue;

import io.logboom.spi.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The side of a queue that events come in at. Safe for use by many threads. */
final class Intake {

  /** How much may be behind for an append to be handed on before it. */
  private static final long BEHIND = 256 << 10;

  /** What an origin is reckoned to take. */
  private static final int ORIGIN = 512;

  /** Held for the whole of an append, so that the events of a batch stay together. */
  private final ReentrantLock appending = new ReentrantLock();

  private final Exchange exchange;

  Intake(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Copies events, waiting while the queue is full.
   *
   * @param promise kept once they are on disk; forgotten when this throws
   * @param fromMemory whether they can be handed on without being read back
   * @return their range if they are to be handed on so; {@link #handOn} or {@link #readBack} is to
   *     be called then
   */
  Optional<Range> append(List<Event> events, Promise promise, boolean fromMemory)
      throws InterruptedException {
    appending.lockInterruptibly();
    try {
      exchange.lock.lockInterruptibly();
      try {
        awaitRoom(size(events));
        if (!exchange.taking) {
          throw new InterruptedException("the queue is closed");
        }
        boolean atOnce =
            fromMemory
                && exchange.reading
                && exchange.backlog.behind() <= BEHIND
                && exchange.backlog.onTheWay() < exchange.window;
        var range = exchange.backlog.appending(atOnce);
        // The lock is free while a group is being written: what there is of the range may be read
        // back by then, and must not be taken for all of it.
        range.unwritten++;
        try {
          copy(events, range);
        } finally {
          range.unwritten--;
        }
        exchange.filling.promises().add(promise);
        exchange.tally.appended.add(events.size());
        exchange.tell();
        exchange.toWrite.signal();
        return atOnce ? Optional.of(range) : Optional.empty();
      } finally {
        exchange.lock.unlock();
      }
    } finally {
      appending.unlock();
    }
  }

  private void copy(List<Event> events, Range range) throws InterruptedException {
    int from = exchange.filling.size();
    boolean whole = false;
    try {
      for (int i = 0; i < events.size(); i++) {
        var event = events.get(i);
        int before = exchange.filling.size();
        while (!exchange.filling.add(event, exchange.backlog.nextNumber())) {
          cut(range, from);
          var full = exchange.filling;
          exchange.toWrite.signal();
          while (exchange.filling == full && exchange.taking) {
            exchange.room.await();
          }
          if (exchange.filling == full) {
            throw new InterruptedException("the queue is closed");
          }
          from = exchange.filling.size();
          before = from;
        }
        exchange.backlog.appended(range, exchange.filling.size() - before);
      }
      whole = true;
    } finally {
      cut(range, from);
      if (!whole && range.state == Range.State.APPENDED) {
        exchange.backlog.unread(range, false);
      }
    }
  }

  private void cut(Range range, int from) {
    if (exchange.filling.size() > from) {
      exchange.filling.add(range, from);
    }
  }

  private void awaitRoom(long needed) throws InterruptedException {
    if (isFull(needed)) {
      exchange.tally.fullWaits.increment();
      while (isFull(needed)) {
        exchange.room.await();
      }
    }
  }

  /** Whatever its size, a batch goes into a queue that is empty. */
  private boolean isFull(long needed) {
    return exchange.taking
        && !exchange.backlog.isEmpty()
        && exchange.backlog.occupied() + needed > exchange.maxSize;
  }

  private static long size(List<Event> events) {
    long size = ORIGIN;
    for (int i = 0; i < events.size(); i++) {
      size += Layout.EVENT_EXTRA + events.get(i).length();
    }
    return size;
  }

  /** The events of a range go on from memory. */
  void handOn(Range range, long memory, Promise promise) {
    exchange.lock.lock();
    try {
      exchange.backlog.handed(range, memory);
      range.promise = promise;
    } finally {
      exchange.lock.unlock();
    }
  }

  /** They could not. */
  void readBack(Range range) {
    exchange.lock.lock();
    try {
      exchange.backlog.unread(range, false);
      exchange.toRead.signal();
    } finally {
      exchange.lock.unlock();
    }
  }

  /** Once all is read back, downstream is to be flushed. */
  void flush() {
    exchange.lock.lock();
    try {
      exchange.flushing = true;
      exchange.toRead.signal();
    } finally {
      exchange.lock.unlock();
    }
  }
}
