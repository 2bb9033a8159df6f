package io.logboom.filters.insights;

import io.logboom.spi.Event;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.util.List;
import java.util.stream.Stream;

/** Runs queries over events. */
final class Rows {

  private Rows() {}

  /** The rows that a query makes of these texts. */
  static List<String> of(String query, String... texts) throws Exception {
    return of(query, Stream.of(texts).map(Events::of).toList());
  }

  /** The rows that a query makes of these events. */
  static List<String> of(String query, List<Event> events) throws Exception {
    try (var filter = new InsightsFilter(config(query), Cases.context())) {
      return FilterRun.of(events, filter).texts();
    }
  }

  static InsightsConfig config(String query) {
    return new InsightsConfig(
        java.util.Optional.of(Query.of(query)),
        java.util.Optional.empty(),
        io.logboom.filters.Severity.MEDIUM,
        java.util.Map.of(),
        InsightsConfig.Unmatched.DROP,
        InsightsConfig.Emit.ROW,
        100_000);
  }
}
