package io.logboom.core.flow;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.telemetry.Freshness;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the events of one batch for the newest, origin by origin: events of an origin follow one
 * another, so an event costs two comparisons. Used by one thread, for one batch.
 */
@SuppressWarnings(
    "ReferenceEquality") // Equal origins may be told twice; comparing texts costs more.
final class Sighting {
  private static final String ARRIVAL = "kinesis.arrival";

  private final Freshness freshness;
  private @Nullable Origin origin;
  private long newest;

  Sighting(Freshness freshness) {
    this.freshness = freshness;
  }

  /** Notes when events came, as far as those say that brought them. */
  void arrived(List<Event> events) {
    Origin last = null;
    for (int i = 0; i < events.size(); i++) {
      var from = events.get(i).origin();
      if (from != last) {
        freshness.stamped(from.attributes(), stamp(from));
        last = from;
      }
    }
  }

  private static long stamp(Origin origin) {
    var attributes = origin.attributes();
    String text =
        attributes.getOrDefault(Origin.CLOUDWATCH_TIMESTAMP, attributes.getOrDefault(ARRIVAL, ""));
    try {
      return text.isEmpty() ? origin.receivedAt().toEpochMilli() : Long.parseLong(text);
    } catch (NumberFormatException e) {
      // Senders of envelopes may write anything there.
      return origin.receivedAt().toEpochMilli();
    }
  }

  /** Notes when an event happened, if a filter has found that out. */
  void saw(Event event) {
    if (event instanceof JsonEvent one && one.epochMilli() != JsonEvent.NO_TIME) {
      if (one.origin() != origin) {
        tell();
        origin = one.origin();
        newest = one.epochMilli();
      } else if (one.epochMilli() > newest) {
        newest = one.epochMilli();
      }
    }
  }

  /** Tells what was seen. */
  void tell() {
    if (origin != null) {
      freshness.happened(origin.attributes(), newest);
      origin = null;
    }
  }
}
