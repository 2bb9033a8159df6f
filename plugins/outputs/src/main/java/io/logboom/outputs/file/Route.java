package io.logboom.outputs.file;

import io.logboom.spi.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells which events go to which file. Does nothing for each event when all go to the same. */
final class Route {
  private final PathTemplate path;
  private final String missing;
  private final boolean byEventTime;
  private final boolean fixed;
  private final boolean timed;
  private final long unit;

  Route(FileOutputConfig config) {
    this.path = config.path();
    this.missing = config.missing();
    this.byEventTime = config.time() == FileOutputConfig.TimeOf.EVENT;
    this.fixed = path.fixed();
    this.timed = path.timed();
    this.unit = path.unit();
  }

  /** The events by the names of their files below the root, each in the order they came. */
  Map<String, List<Event>> split(List<Event> events, Instant now) {
    if (events.isEmpty()) {
      return Map.of();
    }
    if (fixed || (timed && !byEventTime)) {
      return Map.of(path.resolve(events.getFirst(), now, missing), events);
    }
    var files = new LinkedHashMap<String, List<Event>>();
    long lastSlot = 0;
    List<Event> last = List.of();
    for (var event : events) {
      var time = byEventTime ? event.time().orElse(now) : now;
      long slot = Math.floorDiv(time.getEpochSecond(), unit);
      // Neighbours mostly share their hour or day: then nothing is looked up.
      if (!timed || last.isEmpty() || slot != lastSlot) {
        last =
            files.computeIfAbsent(path.resolve(event, time, missing), _ -> new ArrayList<Event>());
        lastSlot = slot;
      }
      last.add(event);
    }
    return files;
  }
}
