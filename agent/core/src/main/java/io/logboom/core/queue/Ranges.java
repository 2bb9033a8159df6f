package io.logboom.core.queue;

import org.jspecify.annotations.Nullable;

/** A list of ranges that can be added to and taken from anywhere. Guarded by the queue's lock. */
final class Ranges {
  private @Nullable Range head;
  private @Nullable Range tail;

  boolean isEmpty() {
    return head == null;
  }

  /** The oldest. */
  @Nullable Range first() {
    return head;
  }

  /** The newest. */
  @Nullable Range last() {
    return tail;
  }

  /**
   * Makes one of a settled range and its settled neighbours: while one batch is on its way for
   * long, any number may be settled behind it.
   */
  void join(Range range) {
    var into = range;
    var before = range.before;
    if (before != null && joins(before, range)) {
      before.end = range.end;
      before.endNumber = range.endNumber;
      remove(range);
      into = before;
    }
    var after = into.after;
    if (after != null && joins(into, after)) {
      into.end = after.end;
      into.endNumber = after.endNumber;
      remove(after);
    }
  }

  private static boolean joins(Range first, Range second) {
    return isDone(first) && isDone(second);
  }

  private static boolean isDone(Range range) {
    return range.state == Range.State.SETTLED && range.unwritten == 0 && range.end != null;
  }

  void addLast(Range range) {
    range.before = tail;
    if (tail == null) {
      head = range;
    } else {
      tail.after = range;
    }
    tail = range;
  }

  void addBefore(Range range, Range front) {
    front.before = range.before;
    front.after = range;
    if (range.before == null) {
      head = front;
    } else {
      range.before.after = front;
    }
    range.before = front;
  }

  void remove(Range range) {
    if (range.before == null) {
      head = range.after;
    } else {
      range.before.after = range.after;
    }
    if (range.after == null) {
      tail = range.before;
    } else {
      range.after.before = range.before;
    }
    range.before = null;
    range.after = null;
  }
}
