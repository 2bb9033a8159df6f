package io.logboom.filters.insights;

import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** What a query is run in: the event, and the values that have got names. Used by one thread. */
final class Frame {
  private final Clock clock;
  private final Event event;

  Frame(Clock clock, Event event) {
    this.clock = clock;
    this.event = event;
  }

  /** The time, in milliseconds since 1970. */
  long now() {
    return clock.millis();
  }

  /** The object or array that a text is, or a structure itself; missing for anything else. */
  Datum structure(Datum of) {
    if (!(of instanceof Datum.Text(String text))) {
      return of instanceof Datum.Structure ? of : Datum.Missing.MISSING;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      var found = Datum.of(event.with(bytes, 0, bytes.length).tree());
      return found instanceof Datum.Structure ? found : Datum.Missing.MISSING;
    } catch (MalformedException e) {
      // Insights has it so: what is no JSON gives nothing.
      return Datum.Missing.MISSING;
    }
  }
}
