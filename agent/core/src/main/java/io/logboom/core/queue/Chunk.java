package io.logboom.core.queue;

import io.logboom.spi.Event;
import java.util.List;

/** What was read from a segment at once. */
final class Chunk {
  private final List<Event> events;
  private final byte[] array;
  private final long next;
  private final long endNumber;

  /**
   * @param events over {@code array}; none when all there was is damaged
   * @param next where the next entry begins
   * @param endNumber the number after that of the last event; 0 when there is none
   */
  Chunk(List<Event> events, byte[] array, long next, long endNumber) {
    this.events = events;
    this.array = array;
    this.next = next;
    this.endNumber = endNumber;
  }

  List<Event> events() {
    return events;
  }

  byte[] array() {
    return array;
  }

  long next() {
    return next;
  }

  long endNumber() {
    return endNumber;
  }
}
