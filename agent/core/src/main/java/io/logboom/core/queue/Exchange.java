package io.logboom.core.queue;

import io.logboom.spi.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where those who append, the one who writes and the one who reads back meet. All state is guarded
 * by one lock, which is never held while a file is touched. Safe for use by many threads.
 */
final class Exchange {

  /** How many bytes are gathered while others are being written. */
  static final int GROUP = 1 << 20;

  /** How much may be behind for an append to be handed on before it. */
  private static final long BEHIND = 256 << 10;

  /** What an origin is reckoned to take. */
  private static final int ORIGIN = 512;

  /** How long the low water may rise before it is remembered. */
  static final long CURSOR_NANOS = 50_000_000;

  /** How long nothing is read back after events came back undelivered. */
  private static final long AFTER_FAILURE_NANOS = 500_000_000;

  /** Held for the whole of an append, so that the events of a batch stay together. */
  private final ReentrantLock appending = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition toWrite = lock.newCondition();
  private final Condition toRead = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition empty = lock.newCondition();

  private final Backlog backlog;
  private final Tally tally;
  private final long maxSize;
  private final long window;
  private Group filling;
  private @Nullable Group spare;
  private long writtenNumber;
  private long resumeAt = System.nanoTime();
  private boolean lowRose;
  private boolean flushing;
  private boolean reading = true;
  private boolean taking = true;

  /**
   * What the writer is to do next.
   *
   * @param group what to write; empty for nothing
   * @param last nothing more will come
   */
  record Task(Optional<Group> group, boolean last) {}

  /**
   * What is to be read back next.
   *
   * @param range whose first bytes these are
   */
  record Reading(Range range, Mark from, long to) {}

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

  // --- for those who append

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
      lock.lockInterruptibly();
      try {
        awaitRoom(size(events));
        if (!taking) {
          throw new InterruptedException("the queue is closed");
        }
        boolean atOnce =
            fromMemory && reading && backlog.behind() <= BEHIND && backlog.onTheWay() < window;
        var range = backlog.appending(atOnce);
        copy(events, range);
        filling.promises().add(promise);
        tally.appended.add(events.size());
        tell();
        toWrite.signal();
        return atOnce ? Optional.of(range) : Optional.empty();
      } finally {
        lock.unlock();
      }
    } finally {
      appending.unlock();
    }
  }

  private void copy(List<Event> events, Range range) throws InterruptedException {
    int from = filling.size();
    boolean whole = false;
    try {
      for (int i = 0; i < events.size(); i++) {
        var event = events.get(i);
        int before = filling.size();
        while (!filling.add(event, backlog.nextNumber())) {
          cut(range, from);
          var full = filling;
          toWrite.signal();
          while (filling == full && taking) {
            room.await();
          }
          if (filling == full) {
            throw new InterruptedException("the queue is closed");
          }
          from = filling.size();
          before = from;
        }
        backlog.appended(range, filling.size() - before);
      }
      whole = true;
    } finally {
      cut(range, from);
      if (!whole && range.state == Range.State.APPENDED) {
        backlog.unread(range);
      }
    }
  }

  private void cut(Range range, int from) {
    if (filling.size() > from) {
      filling.add(range, from);
    }
  }

  private void awaitRoom(long needed) throws InterruptedException {
    if (isFull(needed)) {
      tally.fullWaits.increment();
      while (isFull(needed)) {
        room.await();
      }
    }
  }

  /** Whatever its size, a batch goes into a queue that is empty. */
  private boolean isFull(long needed) {
    return taking && !backlog.isEmpty() && backlog.occupied() + needed > maxSize;
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
    lock.lock();
    try {
      backlog.handed(range, memory);
      range.promise = promise;
    } finally {
      lock.unlock();
    }
  }

  /** They could not. */
  void readBack(Range range) {
    lock.lock();
    try {
      backlog.unread(range);
      toRead.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Once all is read back, downstream is to be flushed. */
  void flush() {
    lock.lock();
    try {
      flushing = true;
      toRead.signal();
    } finally {
      lock.unlock();
    }
  }

  // --- for the writer

  /**
   * Waits for something to do, but no longer than so many nanoseconds.
   *
   * @param done the group that was taken last, for others to fill; empty for none
   */
  Task take(Optional<Group> done, long nanos) throws InterruptedException {
    lock.lock();
    try {
      done.ifPresent(
          group -> {
            group.clear();
            spare = group;
          });
      long left = nanos;
      while (filling.isEmpty() && taking && left > 0 && !backlog.hasFinished()) {
        if (lowRose) {
          left = Math.min(left, CURSOR_NANOS);
        }
        left = toWrite.awaitNanos(left);
      }
      var next = spare;
      if (filling.isEmpty() || next == null) {
        return new Task(Optional.empty(), !taking && filling.isEmpty());
      }
      var full = filling;
      filling = next;
      spare = null;
      room.signalAll();
      return new Task(Optional.of(full), false);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits so long, or until segments can be deleted; tells whether the queue still takes events.
   */
  boolean pause(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && taking && !backlog.hasFinished()) {
        left = toWrite.awaitNanos(left);
      }
      return taking;
    } finally {
      lock.unlock();
    }
  }

  void opened(Segment segment) {
    lock.lock();
    try {
      backlog.open(segment);
    } finally {
      lock.unlock();
    }
  }

  void sealed(Segment segment) {
    lock.lock();
    try {
      backlog.seal(segment);
    } finally {
      lock.unlock();
    }
  }

  /** A group is in the file, from there on, and can be read. */
  void written(Group group, Segment segment) {
    lock.lock();
    try {
      long from = segment.end();
      segment.end(from + group.size());
      for (var piece : group.pieces()) {
        backlog.written(piece.range(), segment, from + piece.from(), from + piece.to());
      }
      writtenNumber = Math.max(writtenNumber, group.endNumber());
      rose(backlog.advance());
      toRead.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all that was written before is delivered. */
  boolean isDeliveredUpTo(Segment segment) {
    lock.lock();
    try {
      var low = backlog.low();
      return low.segment() == segment && low.offset() == segment.end();
    } finally {
      lock.unlock();
    }
  }

  /** What is to be remembered, if that has changed. */
  Optional<Cursor.Position> low(boolean always) {
    lock.lock();
    try {
      if (!lowRose && !always) {
        return Optional.empty();
      }
      lowRose = false;
      var low = backlog.low();
      return Optional.of(
          new Cursor.Position(
              low.segment().number(),
              low.segment().salt(),
              low.offset(),
              Math.max(0, backlog.lowNumber()),
              writtenNumber));
    } finally {
      lock.unlock();
    }
  }

  List<Segment> takeFinished() {
    lock.lock();
    try {
      return backlog.takeFinished();
    } finally {
      lock.unlock();
    }
  }

  /** A segment's file is gone. */
  void freed(Segment segment) {
    lock.lock();
    try {
      backlog.freed(segment.end());
      tell();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // --- for the one who reads back

  /**
   * Waits for something to read back; empty when nothing more is to be.
   *
   * @param flush what to do when all is read back and somebody asked for it
   */
  Optional<Reading> nextReading(Runnable flush) throws InterruptedException {
    while (true) {
      lock.lockInterruptibly();
      try {
        while (reading) {
          long pause = resumeAt - System.nanoTime();
          if (pause > 0) {
            toRead.awaitNanos(pause);
            continue;
          }
          boolean mayGo = backlog.onTheWay() == 0 || backlog.onTheWay() < window;
          var range = mayGo ? readable() : Optional.<Range>empty();
          if (range.isPresent() && range.get().start != null) {
            var from = range.get().start;
            return Optional.of(new Reading(range.get(), from, Backlog.limit(range.get(), from)));
          }
          if (flushing && backlog.behind() == 0) {
            flushing = false;
            break;
          }
          toRead.await();
        }
        if (!reading) {
          return Optional.empty();
        }
      } finally {
        lock.unlock();
      }
      flush.run();
    }
  }

  private Optional<Range> readable() {
    var before = backlog.low();
    boolean was = backlog.isEmpty();
    var range = backlog.readable();
    rose(!before.equals(backlog.low()) || was != backlog.isEmpty());
    return range;
  }

  /**
   * So much of a reading was read.
   *
   * @param chunk what was found there
   * @return the range of the events in it
   */
  Range read(Reading reading, Chunk chunk) {
    lock.lock();
    try {
      var to = new Mark(reading.from().segment(), chunk.next());
      var front = backlog.split(reading.range(), to, chunk.endNumber(), chunk.array().length);
      long lost = front.endNumber - front.startNumber - chunk.events().size();
      if (front.startNumber != Range.UNKNOWN && lost > 0) {
        tally.lost(to.segment(), lost, front.startNumber);
      }
      if (front.again) {
        tally.replayed.add(chunk.events().size());
      }
      return front;
    } finally {
      lock.unlock();
    }
  }

  // --- for all

  /** What became of events that were handed on. */
  void settled(Range range, boolean delivered) {
    Promise promise = null;
    lock.lock();
    try {
      if (delivered) {
        promise = range.promise;
        rose(backlog.settled(range));
      } else if (reading) {
        backlog.unread(range);
        resumeAt = System.nanoTime() + AFTER_FAILURE_NANOS;
      }
      toRead.signal();
    } finally {
      lock.unlock();
    }
    if (promise != null) {
      promise.keep();
    }
  }

  private void rose(boolean low) {
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

  private void tell() {
    tally.depth(backlog.events(), backlog.occupied());
  }

  long events() {
    lock.lock();
    try {
      return backlog.events();
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
