package io.logboom.core.flow;

import io.logboom.core.condition.Condition;
import io.logboom.core.config.FilterConfig;
import io.logboom.core.config.OnError;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Filter;
import java.util.Optional;

/**
 * A filter in its place: what it is called, when it applies, and where its failures go.
 *
 * @param keeper keeps the filter's memory, if it has one
 */
record Step(FilterConfig config, Filter filter, Meter meter, Optional<Keeper> keeper) {

  /** A filter without a memory. */
  Step(FilterConfig config, Filter filter, Meter meter) {
    this(config, filter, meter, Optional.empty());
  }

  String name() {
    return config.name();
  }

  Optional<Condition> when() {
    return config.when();
  }

  OnError onError() {
    return config.onError();
  }
}
