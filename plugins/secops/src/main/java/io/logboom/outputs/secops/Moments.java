package io.logboom.outputs.secops;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** When a log was written. */
final class Moments {
  private static final FieldPath EVENT_TIME = FieldPath.of("eventTime");

  private Moments() {}

  /** As a filter, the record itself or the agent's clock says; in the first this can be told by. */
  static Instant of(Event event) {
    return event.time().or(() -> eventTime(event)).orElseGet(() -> event.origin().receivedAt());
  }

  private static Optional<Instant> eventTime(Event event) {
    try {
      if (event.get(EVENT_TIME).orElse(Value.Word.NULL) instanceof Value.Str(var text)) {
        return Optional.of(Instant.parse(text));
      }
      return Optional.empty();
    } catch (MalformedException | DateTimeException e) {
      // A log of another kind: the time it was read at will do.
      return Optional.empty();
    }
  }
}
