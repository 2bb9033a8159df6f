package io.logboom.core.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.core.config.Queueing;
import io.logboom.core.event.JsonEvent;
import io.logboom.core.memory.Blocks;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Batch;
import io.logboom.spi.DataSize;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Queues and events for the tests of this package. */
final class Fixture {
  static final String NAME = "pipelines.p.inputs.in";
  static final Origin ORIGIN =
      new Origin("in", "192.0.2.1:514", Instant.parse("2026-11-21T00:00:00.5Z"), Map.of("a", "b"));
  static final long WINDOW = 1 << 20;

  private Fixture() {}

  static Queueing options(Queueing.Sync sync) {
    return options(sync, 8 << 20, 64 << 10);
  }

  static Queueing options(Queueing.Sync sync, long maxSize, long segmentSize) {
    return new Queueing(
        Queueing.Type.DISK,
        new DataSize(maxSize),
        new DataSize(segmentSize),
        sync,
        Duration.ofMillis(5));
  }

  static Meter meter() {
    return new Meter(Meter.Kind.INPUT, NAME, "fake");
  }

  static DiskQueue open(Path directory, Queueing options, Meter meter, Downstream to)
      throws IOException {
    return open(directory, options, meter, to, Disk.REAL);
  }

  static DiskQueue open(Path directory, Queueing options, Meter meter, Downstream to, Disk disk)
      throws IOException {
    var queue =
        new DiskQueue(
            directory, NAME, options, meter, new Blocks(16 << 10, 1 << 20), WINDOW, to, disk);
    queue.open();
    return queue;
  }

  static Event event(String text) {
    return event(text, ORIGIN, 1);
  }

  static Event event(String text, Origin origin, long ordinal) {
    byte[] bytes = text.getBytes(UTF_8);
    return JsonEvent.of(bytes, 0, bytes.length, origin, ordinal);
  }

  static List<Event> events(int from, int to) {
    var events = new ArrayList<Event>();
    for (int i = from; i < to; i++) {
      events.add(event("event " + i, ORIGIN, i));
    }
    return events;
  }

  /** A batch whose arrays hold rubbish once it is released. */
  static Batch batch(List<Event> events) {
    long bytes = events.stream().mapToLong(Event::length).sum();
    return new Batch(
        events,
        List.of(),
        bytes,
        () -> events.forEach(event -> Arrays.fill(event.array(), (byte) '#')));
  }

  static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), UTF_8);
  }
}
