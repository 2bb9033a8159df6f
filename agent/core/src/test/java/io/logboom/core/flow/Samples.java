package io.logboom.core.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events for the tests of this package. */
final class Samples {
  static final Origin ORIGIN =
      new Origin("in", "s3://bucket/key", Instant.EPOCH, Map.of("s3.bucket", "bucket"));

  private Samples() {}

  static Event event(String text) {
    return event(text, 1);
  }

  static Event event(String text, long ordinal) {
    byte[] bytes = text.getBytes(UTF_8);
    return JsonEvent.of(bytes, 0, bytes.length, ORIGIN, ordinal);
  }

  static List<Event> events(int count) {
    var events = new ArrayList<Event>();
    for (int i = 0; i < count; i++) {
      events.add(event("{\"id\":" + (1000 + i) + "}", i + 1));
    }
    return events;
  }

  static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), UTF_8);
  }
}
