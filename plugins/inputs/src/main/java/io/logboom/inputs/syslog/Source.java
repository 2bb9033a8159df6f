package io.logboom.inputs.syslog;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One address that messages come from, and how fast it may send. Safe for use by many threads.
 *
 * <p>The rate is kept by the moment at which the messages so far would be due if they came evenly
 * (the generic cell rate algorithm): one number, and no clock that has to tick.
 */
final class Source {
  private static final long SECOND = 1_000_000_000L;

  private final long interval;
  private final long burst;
  private final AtomicLong due;
  private volatile long seen;

  /**
   * @param rate messages a second in the long run; a second's worth may come at once; 0 for any
   * @param now of {@link System#nanoTime}, as everywhere here
   */
  Source(int rate, long now) {
    interval = rate == 0 ? 0 : SECOND / rate;
    burst = rate == 0 ? 0 : SECOND;
    due = new AtomicLong(now);
    seen = now;
  }

  /** Whether there is a limit at all. */
  boolean limited() {
    return interval != 0;
  }

  /** When it last sent. */
  long seen() {
    return seen;
  }

  /** Takes one message that could be left out; tells whether it may come in. */
  boolean admit(long now) {
    seen = now;
    while (true) {
      long then = due.get();
      long start = then - now < 0 ? now : then;
      if (start + interval - now > burst) {
        return false;
      }
      if (due.compareAndSet(then, start + interval)) {
        return true;
      }
    }
  }

  /** Takes so many messages that have come; tells how many nanoseconds to wait before the next. */
  long owe(int messages, long now) {
    if (interval == 0 || messages == 0) {
      return 0;
    }
    seen = now;
    long after = due.updateAndGet(then -> (then - now < 0 ? now : then) + messages * interval);
    return Math.max(0, after - now - burst);
  }
}
