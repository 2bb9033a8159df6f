package io.logboom.core.queue;

import java.util.List;
import java.util.Optional;

/** What there is to do for the one who writes, and what he has to say. */
final class Chores {

  /** How long the low water may rise before it is remembered. */
  static final long CURSOR_NANOS = 50_000_000;

  /**
   * What the writer is to do next.
   *
   * @param group what to write; empty for nothing
   * @param last nothing more will come
   */
  record Task(Optional<Group> group, boolean last) {}

  private final Exchange exchange;

  Chores(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Waits for something to do, but no longer than so many nanoseconds.
   *
   * @param done the group that was taken last, for others to fill; empty for none
   */
  Task take(Optional<Group> done, long nanos) throws InterruptedException {
    exchange.lock.lock();
    try {
      done.ifPresent(
          group -> {
            group.clear();
            exchange.spare = group;
          });
      long left = nanos;
      while (exchange.filling.isEmpty()
          && exchange.taking
          && left > 0
          && !exchange.backlog.hasFinished()) {
        if (exchange.lowRose) {
          left = Math.min(left, CURSOR_NANOS);
        }
        left = exchange.toWrite.awaitNanos(left);
      }
      var next = exchange.spare;
      if (exchange.filling.isEmpty() || next == null) {
        return new Task(Optional.empty(), !exchange.taking && exchange.filling.isEmpty());
      }
      var full = exchange.filling;
      exchange.filling = next;
      exchange.spare = null;
      exchange.room.signalAll();
      return new Task(Optional.of(full), false);
    } finally {
      exchange.lock.unlock();
    }
  }

  /**
   * Waits so long, or until segments can be deleted; tells whether the queue still takes events.
   */
  boolean pause(long nanos) throws InterruptedException {
    exchange.lock.lock();
    try {
      long left = nanos;
      while (left > 0 && exchange.taking && !exchange.backlog.hasFinished()) {
        left = exchange.toWrite.awaitNanos(left);
      }
      return exchange.taking;
    } finally {
      exchange.lock.unlock();
    }
  }

  void opened(Segment segment) {
    exchange.lock.lock();
    try {
      exchange.backlog.open(segment);
    } finally {
      exchange.lock.unlock();
    }
  }

  void sealed(Segment segment) {
    exchange.lock.lock();
    try {
      exchange.backlog.seal(segment);
    } finally {
      exchange.lock.unlock();
    }
  }

  /** A group is in the file, from there on, and can be read. */
  void written(Group group, Segment segment) {
    exchange.lock.lock();
    try {
      long from = segment.end();
      segment.end(from + group.size());
      for (var piece : group.pieces()) {
        exchange.backlog.written(piece.range(), segment, from + piece.from(), from + piece.to());
      }
      exchange.writtenNumber = Math.max(exchange.writtenNumber, group.endNumber());
      exchange.rose(exchange.backlog.advance());
      exchange.wakeReader();
    } finally {
      exchange.lock.unlock();
    }
  }

  /** Whether all that was written before is delivered. */
  boolean isDeliveredUpTo(Segment segment) {
    exchange.lock.lock();
    try {
      var low = exchange.backlog.low();
      return low.segment() == segment && low.offset() == segment.end();
    } finally {
      exchange.lock.unlock();
    }
  }

  /** What is to be remembered, if that has changed. */
  Optional<Cursor.Position> low(boolean always) {
    exchange.lock.lock();
    try {
      if (!exchange.lowRose && !always) {
        return Optional.empty();
      }
      exchange.lowRose = false;
      var low = exchange.backlog.low();
      return Optional.of(
          new Cursor.Position(
              low.segment().number(),
              low.segment().salt(),
              low.offset(),
              Math.max(0, exchange.backlog.lowNumber()),
              exchange.writtenNumber));
    } finally {
      exchange.lock.unlock();
    }
  }

  List<Segment> takeFinished() {
    exchange.lock.lock();
    try {
      return exchange.backlog.takeFinished();
    } finally {
      exchange.lock.unlock();
    }
  }

  /** A segment's file is gone. */
  void freed(Segment segment) {
    exchange.lock.lock();
    try {
      exchange.backlog.freed(segment.end());
      exchange.tell();
      exchange.room.signalAll();
    } finally {
      exchange.lock.unlock();
    }
  }
}
