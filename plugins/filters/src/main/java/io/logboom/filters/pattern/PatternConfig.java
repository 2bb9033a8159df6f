package io.logboom.filters.pattern;

import io.logboom.filters.Mark;
import io.logboom.filters.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * Options of the {@code pattern} filter.
 *
 * @param pattern the pattern of the only rule
 * @param severity of the only rule
 * @param title of the only rule
 * @param rules many rules, by name, in the order of the configuration
 * @param unmatched what becomes of events that no rule matches
 */
public record PatternConfig(
    Optional<FilterPattern> pattern,
    Optional<Severity> severity,
    Optional<String> title,
    Map<String, Rule> rules,
    Unmatched unmatched) {

  /** The name of the only rule. */
  static final String ONLY = "pattern";

  /**
   * A rule.
   *
   * @param pattern what it matches
   * @param severity how grave that is
   * @param title what it means, for people, in one line
   */
  public record Rule(FilterPattern pattern, Optional<Severity> severity, Optional<String> title) {

    Mark mark(String name) {
      return Mark.of(name, severity.orElse(Severity.MEDIUM), title.orElse(""));
    }
  }

  /** What becomes of events that no rule matches. */
  public enum Unmatched {
    /** They are dropped, and counted. */
    DROP,
    /** They go on as they are. */
    PASS
  }

  public PatternConfig {
    if (pattern.isPresent() == !rules.isEmpty()) {
      throw new IllegalArgumentException("give either pattern or rules");
    }
    if (pattern.isEmpty() && (severity.isPresent() || title.isPresent())) {
      throw new IllegalArgumentException("severity and title of rules go into each rule");
    }
    rules.keySet().forEach(Mark::checkName);
  }

  /** The rules by name, the only one too. */
  Map<String, Rule> allRules() {
    return pattern.isPresent() ? Map.of(ONLY, new Rule(pattern.get(), severity, title)) : rules;
  }
}
