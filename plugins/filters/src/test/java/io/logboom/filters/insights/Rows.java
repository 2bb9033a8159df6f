package io.logboom.filters.insights;

import io.logboom.spi.DataSize;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs queries over events. */
final class Rows {

  static final StatsConfig STATS =
      new StatsConfig(
          Duration.ofMinutes(1), Duration.ofMinutes(5), 100_000, new DataSize(32 << 20));

  private Rows() {}

  /** The rows that a query makes of these texts. */
  static List<String> of(String query, String... texts) throws Exception {
    return of(query, Stream.of(texts).map(Events::of).toList());
  }

  /** The rows that a query makes of these events. */
  static List<String> of(String query, List<Event> events) throws Exception {
    try (var filter = filter(config(query))) {
      return FilterRun.of(events, filter).texts();
    }
  }

  static Filter filter(InsightsConfig config) {
    return new InsightsPlugin().create(config, Cases.context());
  }

  static InsightsConfig config(String query) {
    return new InsightsConfig(
        Optional.of(Query.of(query)),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        InsightsConfig.Unmatched.DROP,
        InsightsConfig.Emit.ROW,
        100_000,
        STATS);
  }
}
