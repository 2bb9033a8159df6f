package io.logboom.core.framing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many threads cut streams into events just now: each keeps a processor busy. One that waits
 * for bytes does not count. One for an agent; safe for use by many threads.
 */
public final class Cutters {
  private final AtomicInteger count = new AtomicInteger();

  /** How many there are. */
  public int count() {
    return count.get();
  }

  /** This thread is one from here on. */
  void enter() {
    count.incrementAndGet();
  }

  /** This thread is none any more. */
  void leave() {
    count.decrementAndGet();
  }
}
