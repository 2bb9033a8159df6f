package io.logboom.core.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * Filters that follow one another.
 *
 * @param keepers of those among them that have a memory, in their order
 */
record Stretch(List<Step> steps, List<Keeper> keepers) {
  static final Stretch NONE = new Stretch(List.of(), List.of());

  static Stretch of(List<Step> steps) {
    var keepers = new ArrayList<Keeper>();
    steps.forEach(step -> step.keeper().ifPresent(keepers::add));
    return new Stretch(List.copyOf(steps), List.copyOf(keepers));
  }

  /** What follows on one of the steps. */
  Stretch after(Step step) {
    return of(steps.subList(steps.indexOf(step) + 1, steps.size()));
  }
}
