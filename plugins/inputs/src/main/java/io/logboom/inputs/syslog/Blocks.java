package io.logboom.inputs.syslog;

import java.util.ArrayDeque;

/**
 * The arrays that batches live in. One belongs to whoever took it until it is given back; it is not
 * cleared in between. Safe for use by many threads.
 */
final class Blocks {

  /** Large enough for some hundred events a batch, small enough for the processor's cache. */
  static final int SIZE = 256 << 10;

  /** How many may lie idle. */
  private static final int KEPT = 64;

  private final ArrayDeque<byte[]> free = new ArrayDeque<>();

  byte[] take() {
    synchronized (free) {
      byte[] block = free.pollLast();
      if (block != null) {
        return block;
      }
    }
    return new byte[SIZE];
  }

  void give(byte[] block) {
    synchronized (free) {
      if (free.size() < KEPT) {
        free.addLast(block);
      }
    }
  }
}
