package io.logboom.core.queue;

import java.util.Optional;

/** What there is to read back, and what was found there. */
final class Readings {

  /**
   * What is to be read back next.
   *
   * @param range whose first bytes these are
   */
  record Reading(Range range, Mark from, long to) {}

  private final Exchange exchange;

  Readings(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Waits for something to read back; empty when nothing more is to be.
   *
   * @param flush what to do when all is read back and somebody asked for it
   */
  Optional<Reading> nextReading(Runnable flush) throws InterruptedException {
    while (true) {
      exchange.lock.lockInterruptibly();
      try {
        while (exchange.reading) {
          long pause = exchange.resumeAt - System.nanoTime();
          if (pause > 0) {
            exchange.toRead.awaitNanos(pause);
            continue;
          }
          boolean mayGo =
              exchange.backlog.onTheWay() == 0 || exchange.backlog.onTheWay() < exchange.window;
          var range = mayGo ? readable() : Optional.<Range>empty();
          if (range.isPresent() && range.get().start != null) {
            var from = range.get().start;
            return Optional.of(new Reading(range.get(), from, Backlog.limit(range.get(), from)));
          }
          if (exchange.flushing && exchange.backlog.behind() == 0) {
            exchange.flushing = false;
            break;
          }
          exchange.toRead.await();
        }
        if (!exchange.reading) {
          return Optional.empty();
        }
      } finally {
        exchange.lock.unlock();
      }
      flush.run();
    }
  }

  private Optional<Range> readable() {
    var before = exchange.backlog.low();
    boolean was = exchange.backlog.isEmpty();
    var range = exchange.backlog.readable();
    exchange.rose(!before.equals(exchange.backlog.low()) || was != exchange.backlog.isEmpty());
    return range;
  }

  /**
   * So much of a reading was read.
   *
   * @param chunk what was found there
   * @return the range of the events in it
   */
  Range read(Reading reading, Chunk chunk) {
    exchange.lock.lock();
    try {
      var to = new Mark(reading.from().segment(), chunk.next());
      var front =
          exchange.backlog.split(reading.range(), to, chunk.endNumber(), chunk.array().length);
      long lost = front.endNumber - front.startNumber - chunk.events().size();
      if (front.startNumber != Range.UNKNOWN && lost > 0) {
        exchange.tally.lost(to.segment(), lost, front.startNumber);
      }
      if (front.again) {
        exchange.tally.replayed.add(chunk.events().size());
      }
      return front;
    } finally {
      exchange.lock.unlock();
    }
  }
}
