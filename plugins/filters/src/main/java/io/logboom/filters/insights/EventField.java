package io.logboom.filters.insights;

import io.logboom.filters.CompactJson;
import io.logboom.spi.Bytes;

/**
 * A field of the event, read where it stands. The first of its ways that leads to anything but null
 * counts.
 */
final class EventField implements Eval {
  private final int[] selectors;

  EventField(int[] selectors) {
    this.selectors = selectors;
  }

  /** Which of the ways leads to the value; -1 for none. */
  int find(Frame frame) {
    for (int selector : selectors) {
      int start = frame.start(selector);
      if (start >= 0 && frame.array()[start] != 'n') {
        return selector;
      }
    }
    return -1;
  }

  @Override
  public Datum of(Frame frame) {
    int selector = find(frame);
    return selector < 0
        ? Datum.Missing.MISSING
        : frame.raw(frame.start(selector), frame.end(selector));
  }

  /** As the sender wrote it, without its white space: digits and escapes survive. */
  @Override
  public boolean write(Frame frame, Bytes to) {
    int selector = find(frame);
    if (selector < 0) {
      return false;
    }
    int start = frame.start(selector);
    int end = frame.end(selector);
    byte[] room = to.reserve(end - start + CompactJson.SLACK);
    to.position(CompactJson.plain(frame.array(), start, end, room, to.position()));
    return true;
  }
}
