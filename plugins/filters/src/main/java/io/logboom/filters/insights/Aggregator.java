package io.logboom.filters.insights;

import java.util.Locale;
import java.util.Optional;

/** What {@code stats} makes of many values. */
enum Aggregator {
  /** {@code count()}, {@code count(*)}: the events; {@code count(x)}: those that have x. */
  COUNT(0, 1),
  SUM(1, 1),
  AVG(1, 1),
  MIN(1, 1),
  MAX(1, 1),
  COUNT_DISTINCT(1, 1),
  /** {@code pct(x, 95)}: the second argument is a number from 0 to 100, as a literal. */
  PCT(2, 2),
  STDDEV(1, 1),
  /** The value at the earliest {@code @timestamp}. */
  EARLIEST(1, 1),
  /** The value at the latest {@code @timestamp}. */
  LATEST(1, 1),
  SORTSFIRST(1, 1),
  SORTSLAST(1, 1);

  private final int least;
  private final int most;

  Aggregator(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** The one of that name, in any case; empty for none. */
  static Optional<Aggregator> of(String name) {
    for (var aggregator : values()) {
      if (aggregator.word().equalsIgnoreCase(name)) {
        return Optional.of(aggregator);
      }
    }
    return Optional.empty();
  }

  /** Its name in a query. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** How many arguments it takes, for people. */
  String arity() {
    return Words.count(least, most);
  }
}
