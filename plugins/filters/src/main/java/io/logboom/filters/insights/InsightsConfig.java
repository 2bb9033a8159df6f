package io.logboom.filters.insights;

import io.logboom.filters.Mark;
import io.logboom.filters.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * Options of the {@code insights} filter.
 *
 * @param query the query, when there is but one
 * @param title of the only query
 * @param severity of the only query
 * @param rules queries by name
 * @param unmatched what becomes of events that no query matches
 * @param emit what a match makes
 * @param dedupKeys how many keys each {@code dedup} remembers
 * @param stats windows and limits of {@code stats}
 */
public record InsightsConfig(
    Optional<Query> query,
    Optional<String> title,
    Optional<Severity> severity,
    Map<String, Rule> rules,
    Unmatched unmatched,
    Emit emit,
    int dedupKeys,
    StatsConfig stats) {

  /** The name of the only query. */
  static final String ONLY = "insights";

  /**
   * A query with a name.
   *
   * @param query the query
   * @param severity how grave a match is
   * @param title what a match is about, in one line
   */
  public record Rule(Query query, Optional<Severity> severity, Optional<String> title) {

    Mark mark(String name) {
      return Mark.of(name, severity.orElse(Severity.MEDIUM), title.orElse(""));
    }
  }

  /** What becomes of events that no query matches. */
  public enum Unmatched {
    /** They are dropped, and counted. */
    DROP,
    /** They go on as they are, without a mark. */
    PASS
  }

  /** What a match makes. */
  public enum Emit {
    /** The query's columns as a JSON object. */
    ROW,
    /** The event as it is. */
    EVENT
  }

  public InsightsConfig {
    if (query.isPresent() != rules.isEmpty()) {
      throw new IllegalArgumentException("give either query or rules");
    }
    if (query.isEmpty() && (severity.isPresent() || title.isPresent())) {
      throw new IllegalArgumentException("severity and title of rules go into each rule");
    }
    if (dedupKeys < 1) {
      throw new IllegalArgumentException("dedup-keys must be at least 1");
    }
    rules.keySet().forEach(Mark::checkName);
  }

  /** All rules: those given, or the only query as one. */
  Map<String, Rule> all() {
    return query.isEmpty() ? rules : Map.of(ONLY, new Rule(query.get(), severity, title));
  }

  /** The query of a rule there is. */
  Query queryOf(String name) {
    var rule = all().get(name);
    if (rule == null) {
      throw new IllegalArgumentException("there is no rule " + name);
    }
    return rule.query();
  }
}
