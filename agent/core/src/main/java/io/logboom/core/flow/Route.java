package io.logboom.core.flow;

import io.logboom.core.condition.Condition;
import io.logboom.core.telemetry.Meter;
import java.util.List;
import java.util.Optional;

/**
 * The way from the end of a pipeline's filters to one of its outputs.
 *
 * @param name the output's address in the configuration
 * @param when which events take it; all, when there is none
 * @param steps the output's own filters
 */
record Route(
    String name, Optional<Condition> when, List<Step> steps, Entrance entrance, Meter meter) {}
