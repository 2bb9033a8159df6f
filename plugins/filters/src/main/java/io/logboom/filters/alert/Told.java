package io.logboom.filters.alert;

import io.logboom.filters.Severity;
import java.util.List;
import java.util.Map;

/**
 * A story with what the rules say of it.
 *
 * @param title what to call it, fit to be shown
 * @param facts the story's, and rule and severity
 * @param rules all that matched
 * @param source where the event came from: an input
 * @param key the same for all messages about one thing
 */
record Told(
    Story story,
    String title,
    Severity severity,
    List<String> rules,
    Map<Fact, String> facts,
    String source,
    String key) {

  Told {
    rules = List.copyOf(rules);
    facts = Map.copyOf(facts);
  }
}
