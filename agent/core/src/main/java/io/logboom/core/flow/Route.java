package io.logboom.core.flow;

import io.logboom.core.condition.Condition;
import io.logboom.core.telemetry.Meter;
import java.util.Optional;

/**
 * The way from the end of a pipeline's filters to one of its outputs.
 *
 * @param name the output's address in the configuration
 * @param when which events take it; all, when there is none
 * @param own the output's own filters
 */
record Route(String name, Optional<Condition> when, Stretch own, Entrance entrance, Meter meter) {

  /** The rest of it, behind one of its own filters. */
  Route after(Step step) {
    return new Route(name, Optional.empty(), own.after(step), entrance, meter);
  }
}
