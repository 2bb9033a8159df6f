package io.logboom.core.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What is in a queue and how far it has come: a list of ranges in the order of the file, from the
 * oldest that is not delivered to the newest. Everything before the list is the low water. Guarded
 * by the queue's lock.
 */
final class Backlog {
  private final List<Segment> segments = new ArrayList<>();
  private final List<Segment> finished = new ArrayList<>();
  private final ArrayDeque<Range> unread = new ArrayDeque<>();
  private final Ranges ranges = new Ranges();
  private Mark low;
  private long lowNumber;
  private long nextNumber;
  private long occupied;
  private long behind;
  private long onTheWay;

  /**
   * @param low everything before is delivered
   * @param lowNumber of the first event that is not; {@link Range#UNKNOWN} if nobody knows
   * @param nextNumber of the next event to be appended
   */
  Backlog(List<Segment> found, Mark low, long lowNumber, long nextNumber) {
    segments.addAll(found);
    this.low = low;
    this.lowNumber = lowNumber;
    this.nextNumber = nextNumber;
    for (var segment : found) {
      occupied += segment.end();
    }
    if (!found.isEmpty()) {
      var left = new Range(Range.State.UNREAD, lowNumber, nextNumber);
      left.start = low;
      var last = found.getLast();
      left.end = new Mark(last, last.end());
      left.again = true;
      if (!left.isConsumed()) {
        ranges.addLast(left);
        unread.add(left);
        behind = occupied;
      } else {
        finish();
      }
    }
  }

  Mark low() {
    return low;
  }

  long lowNumber() {
    return lowNumber;
  }

  long nextNumber() {
    return nextNumber;
  }

  /** How many events are not delivered, as far as damage leaves it to be known. */
  long events() {
    return ranges.isEmpty() ? 0 : nextNumber - Math.max(0, lowNumber);
  }

  /** How many bytes the files take, and what is to be written to them. */
  long occupied() {
    return occupied;
  }

  /** How much memory events take that were handed on. */
  long onTheWay() {
    return onTheWay;
  }

  /** Whether everything is delivered. */
  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** How many bytes, about, are to be read back, now or once they are written. */
  long behind() {
    return behind;
  }

  // --- appending

  /** The range that events appended now belong to. */
  Range appending(boolean fromMemory) {
    var tail = ranges.last();
    if (!fromMemory && tail != null && tail.state == Range.State.UNREAD && !tail.again) {
      return tail;
    }
    var state = fromMemory ? Range.State.APPENDED : Range.State.UNREAD;
    var range = new Range(state, nextNumber, nextNumber);
    ranges.addLast(range);
    if (!fromMemory) {
      unread.addLast(range);
    }
    return range;
  }

  /** The number for one more event of this range, which is the last one. */
  void appended(Range range, int bytes) {
    nextNumber++;
    range.endNumber = nextNumber;
    range.bytes += bytes;
    occupied += bytes;
    if (range.state == Range.State.UNREAD) {
      behind += bytes;
    }
  }

  /** The events of the range were handed on. */
  void handed(Range range, long memory) {
    range.state = Range.State.HANDED;
    range.memory = memory;
    onTheWay += memory;
  }

  /**
   * The events of the range have to be read back.
   *
   * @param again whether they were handed on before
   */
  void unread(Range range, boolean again) {
    onTheWay -= range.memory;
    range.memory = 0;
    range.again |= again;
    range.state = Range.State.UNREAD;
    range.promise = null;
    behind += range.bytes;
    if (again) {
      unread.addFirst(range);
    } else {
      unread.addLast(range);
    }
  }

  /** A piece of the range is written. */
  void written(Range range, Segment segment, long from, long to) {
    range.unwritten--;
    if (range.start == null) {
      range.start = new Mark(segment, from);
    }
    range.end = new Mark(segment, to);
    if (range.state == Range.State.SETTLED) {
      ranges.join(range);
    }
  }

  // --- segments

  void open(Segment segment) {
    segments.add(segment);
    occupied += segment.end();
  }

  /** Nobody appends to it any more. */
  void seal(Segment segment) {
    segment.seal();
    finish();
  }

  /** The one after this. */
  Optional<Segment> after(Segment segment) {
    int next = segments.indexOf(segment) + 1;
    return next < segments.size() ? Optional.of(segments.get(next)) : Optional.empty();
  }

  /** Those that are delivered to the end, once; their files can go. */
  List<Segment> takeFinished() {
    var taken = List.copyOf(finished);
    finished.clear();
    return taken;
  }

  boolean hasFinished() {
    return !finished.isEmpty();
  }

  /** Their bytes are free again. */
  void freed(long bytes) {
    occupied -= bytes;
  }

  // --- reading back

  /** What to read back next, if it is on disk already. */
  Optional<Range> readable() {
    for (Iterator<Range> all = unread.iterator(); all.hasNext(); ) {
      var range = all.next();
      while (range.isReadable() && atEndOfSegment(range)) {
        range.start = nextStart(range);
      }
      if (range.isReadable()) {
        return Optional.of(range);
      }
      if (range.isConsumed()) {
        all.remove();
        settled(range);
      }
    }
    if (unread.isEmpty()) {
      behind = 0;
    }
    return Optional.empty();
  }

  /** How far a range can be read without going on to another segment. */
  static long limit(Range range, Mark from) {
    return range.end != null && range.end.segment() == from.segment()
        ? range.end.offset()
        : from.segment().end();
  }

  private static boolean atEndOfSegment(Range range) {
    var start = range.start;
    return start != null
        && range.end != null
        && start.segment() != range.end.segment()
        && start.offset() >= start.segment().end();
  }

  private Mark nextStart(Range range) {
    var next = range.start == null ? Optional.<Segment>empty() : after(range.start.segment());
    return new Mark(
        next.orElseThrow(() -> new IllegalStateException("a range ends beyond the last segment")),
        Layout.HEADER);
  }

  /**
   * So much of the beginning of a range was read back.
   *
   * @param endNumber the number after the last event that was read
   * @return the range it is now
   */
  Range split(Range range, Mark to, long endNumber, long memory) {
    var front =
        new Range(Range.State.UNREAD, range.startNumber, Math.max(range.startNumber, endNumber));
    front.start = range.start;
    front.end = to;
    front.again = range.again;
    front.bytes = front.start == null ? 0 : to.offset() - front.start.offset();
    range.start = to;
    range.startNumber = front.endNumber;
    range.bytes -= front.bytes;
    ranges.addBefore(range, front);
    if (range.isConsumed()) {
      front.endNumber = Math.max(endNumber, range.endNumber);
      unread.remove(range);
      ranges.remove(range);
    }
    behind = unread.isEmpty() ? 0 : behind - front.bytes;
    handed(front, memory);
    return front;
  }

  // --- delivery

  /** The events are delivered. Tells whether the low water rose. */
  boolean settled(Range range) {
    onTheWay -= range.memory;
    range.memory = 0;
    range.state = Range.State.SETTLED;
    ranges.join(range);
    return advance();
  }

  /** Moves the low water over what is both settled and written. */
  boolean advance() {
    boolean moved = false;
    for (var range = ranges.first();
        range != null && range.state == Range.State.SETTLED && range.unwritten == 0;
        range = ranges.first()) {
      if (range.end != null) {
        low = range.end;
      }
      lowNumber = range.endNumber;
      ranges.remove(range);
      moved = true;
    }
    if (moved) {
      finish();
    }
    return moved;
  }

  /** Sets aside the segments that lie below the low water. */
  private void finish() {
    for (Iterator<Segment> all = segments.iterator(); all.hasNext(); ) {
      var segment = all.next();
      if (segment == low.segment()) {
        if (segment.sealed() && low.offset() >= segment.end()) {
          all.remove();
          finished.add(segment);
        }
        return;
      }
      if (!segment.sealed() || !segments.contains(low.segment())) {
        return;
      }
      all.remove();
      finished.add(segment);
    }
  }
}
