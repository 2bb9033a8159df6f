package io.logboom.core.flow;

import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A batch cut for an output, and the ledgers its events are entries of, in the same order. */
final class Cut {
  private final List<Event> events = new ArrayList<>();
  private final List<Ledger> ledgers = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private long bytes;

  void add(Ledger ledger, List<Event> more, long moreBytes) {
    events.addAll(more);
    ledgers.add(ledger);
    ends.add(events.size());
    bytes += moreBytes;
  }

  int size() {
    return events.size();
  }

  long bytes() {
    return bytes;
  }

  List<Event> events() {
    return events;
  }

  Batch batch() {
    return new Batch(events, List.of(), bytes, () -> {});
  }

  /** Every event is where it has to be. */
  void close() {
    for (int i = 0, from = 0; i < ledgers.size(); from = ends.get(i++)) {
      ledgers.get(i).close(ends.get(i) - from);
    }
  }

  /** No event is. */
  void fail(String why) {
    for (int i = 0, from = 0; i < ledgers.size(); from = ends.get(i++)) {
      ledgers.get(i).fail(ends.get(i) - from, why);
    }
  }

  /**
   * The events that were turned down, by the ledger that waits for each; closes all other entries.
   */
  Map<Ledger, List<Rejected>> closeAllBut(List<Rejected> rejected) {
    var reasons = new IdentityHashMap<Event, Rejected>();
    rejected.forEach(one -> reasons.put(one.event(), one));
    Map<Ledger, List<Rejected>> left = new HashMap<>();
    for (int i = 0, from = 0; i < ledgers.size(); from = ends.get(i++)) {
      int written = 0;
      for (var event : events.subList(from, ends.get(i))) {
        var one = reasons.get(event);
        if (one == null) {
          written++;
        } else {
          left.computeIfAbsent(ledgers.get(i), _ -> new ArrayList<>()).add(one);
        }
      }
      if (written > 0) {
        ledgers.get(i).close(written);
      }
    }
    return left;
  }
}
