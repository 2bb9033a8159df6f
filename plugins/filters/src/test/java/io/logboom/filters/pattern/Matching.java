package io.logboom.filters.pattern;

import io.logboom.testkit.Events;
import java.util.List;

/** Asks one pattern about one event. */
final class Matching {

  private Matching() {}

  static boolean matches(String pattern, String event) {
    return new RuleSet(List.of(FilterPattern.of(pattern))).paper().match(Events.of(event)).next(0)
        == 0;
  }
}
