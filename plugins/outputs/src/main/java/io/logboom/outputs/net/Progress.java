package io.logboom.outputs.net;

import io.logboom.spi.Event;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a batch has come: which of its events are delivered or turned down. Kept from one try to
 * the next, so that what was delivered is not sent again. Used by one thread at a time.
 */
public final class Progress {
  private final BitSet settled = new BitSet();
  private final SortedMap<Integer, String> rejected = new TreeMap<>();
  private final SortedMap<Integer, SortedMap<Integer, List<Integer>>> cuts = new TreeMap<>();

  /** Events {@code from} to {@code to} (exclusive) are delivered. */
  public void deliver(int from, int to) {
    settled.set(from, to);
  }

  /** These never will be. */
  public void reject(int from, int to, String reason) {
    settled.set(from, to);
    for (int i = from; i < to; i++) {
      rejected.put(i, reason);
    }
  }

  /** Whether nothing is left to do for these. */
  public boolean settled(int from, int to) {
    return settled.nextClearBit(from) >= to;
  }

  /** Remembers where these were cut apart, so that each later try sends the same pieces. */
  public void cut(int from, int to, List<Integer> at) {
    cuts.computeIfAbsent(from, _ -> new TreeMap<>()).put(to, List.copyOf(at));
  }

  /** Where these were cut apart; nowhere when they were not. */
  public List<Integer> cuts(int from, int to) {
    var ends = cuts.get(from);
    return ends == null ? List.of() : ends.getOrDefault(to, List.of());
  }

  /** Whether there is anything to remember. */
  boolean worthKeeping() {
    return !settled.isEmpty() || !cuts.isEmpty();
  }

  /** The events turned down, each with the reason. */
  public SortedMap<Integer, String> rejected() {
    return rejected;
  }

  /**
   * Says which of the batch's events were rejected.
   *
   * @throws RejectedException when any were
   */
  public void throwIfRejected(List<Event> events) throws RejectedException {
    if (!rejected().isEmpty()) {
      throw new RejectedException(
          rejected().entrySet().stream()
              .map(entry -> new Rejected(events.get(entry.getKey()), entry.getValue()))
              .toList());
    }
  }
}
