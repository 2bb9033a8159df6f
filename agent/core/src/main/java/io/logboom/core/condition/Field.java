package io.logboom.core.condition;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.util.Optional;

/** What a comparison looks at. */
sealed interface Field {

  Optional<Value> of(Event event) throws MalformedException;

  /** A field of the event itself. */
  record OfEvent(FieldPath path) implements Field {
    @Override
    public Optional<Value> of(Event event) throws MalformedException {
      return event.get(path);
    }
  }

  /** An attribute of its origin. */
  record OfOrigin(String attribute) implements Field {
    @Override
    public Optional<Value> of(Event event) {
      return Optional.ofNullable(event.origin().attributes().get(attribute)).map(Value.Str::new);
    }
  }
}
