package io.logboom.outputs.http;

import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a batch has come: which of its events are delivered or turned down. Kept from one try to
 * the next, so that what was delivered is not sent again. Used by one thread at a time.
 */
final class Progress {
  private final BitSet settled = new BitSet();
  private final SortedMap<Integer, String> rejected = new TreeMap<>();

  /** Events {@code from} to {@code to} (exclusive) are delivered. */
  void deliver(int from, int to) {
    settled.set(from, to);
  }

  /** These never will be. */
  void reject(int from, int to, String reason) {
    settled.set(from, to);
    for (int i = from; i < to; i++) {
      rejected.put(i, reason);
    }
  }

  /** Whether nothing is left to do for these. */
  boolean settled(int from, int to) {
    return settled.nextClearBit(from) >= to;
  }

  /** Whether something has been done for some of these. */
  boolean begun(int from, int to) {
    int first = settled.nextSetBit(from);
    return first >= 0 && first < to;
  }

  /** The events turned down, each with the reason. */
  SortedMap<Integer, String> rejected() {
    return rejected;
  }
}
