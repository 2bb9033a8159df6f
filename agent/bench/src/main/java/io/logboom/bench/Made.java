package io.logboom.bench;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.event.Scan;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the benchmarks work on: one document of two megabytes, always the same, and its events. */
final class Made {
  private static final int SIZE = 2_000_000;

  private Made() {}

  /** A document as CloudTrail writes it. */
  static byte[] document() {
    return GenerateTrail.of(1).document(SIZE);
  }

  /** The events of a document, over its own bytes. */
  static List<Event> events(byte[] document) {
    var events = new ArrayList<Event>();
    var origin = new Origin("bench", "generated", Instant.EPOCH, Map.of());
    int at = "{\"Records\":[".getBytes(StandardCharsets.UTF_8).length;
    while (document[at - 1] != ']') {
      int end = Scan.value(document, at, document.length);
      events.add(JsonEvent.valid(document, at, end - at, origin, events.size() + 1L));
      at = end + 1;
    }
    return events;
  }
}
