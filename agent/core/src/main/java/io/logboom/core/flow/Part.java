package io.logboom.core.flow;

import io.logboom.spi.Event;
import java.util.List;

/**
 * What one emitted batch has for one output.
 *
 * @param ledger where each of the events is one entry
 * @param events in order; not changed afterwards
 * @param bytes the sum of their lengths
 */
record Part(Ledger ledger, List<Event> events, long bytes) {

  static Part of(Ledger ledger, List<Event> events) {
    long bytes = 0;
    for (int i = 0; i < events.size(); i++) {
      bytes += events.get(i).length();
    }
    return new Part(ledger, events, bytes);
  }
}
