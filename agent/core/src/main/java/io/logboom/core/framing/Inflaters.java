package io.logboom.core.framing;

import java.util.ArrayDeque;
import java.util.zip.Inflater;

/**
 * Inflaters to use again: each holds some 40 KiB of native memory that is dear to set up. Safe for
 * use by many threads.
 */
final class Inflaters {
  private static final int KEEP = 16;

  private final ArrayDeque<Inflater> free = new ArrayDeque<>();

  /** One for raw deflate data, at its beginning. */
  Inflater take() {
    synchronized (free) {
      var inflater = free.pollLast();
      if (inflater != null) {
        return inflater;
      }
    }
    return new Inflater(true);
  }

  /** Takes it back. */
  void give(Inflater inflater) {
    inflater.reset();
    synchronized (free) {
      if (free.size() < KEEP) {
        free.addLast(inflater);
        return;
      }
    }
    inflater.end();
  }
}
