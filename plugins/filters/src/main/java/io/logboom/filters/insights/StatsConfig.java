package io.logboom.filters.insights;

import io.logboom.spi.DataSize;
import java.time.Duration;

/**
 * Windows and limits of {@code stats}.
 *
 * @param grace how long a window waits, after its end, for events that come late
 * @param window the windows of a query that has no {@code bin(...)}
 * @param maxGroups how many groups each {@code stats} may have
 * @param maxMemory how much memory they may take
 */
public record StatsConfig(Duration grace, Duration window, int maxGroups, DataSize maxMemory) {

  public StatsConfig {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative");
    }
    if (window.toMillis() < 1) {
      throw new IllegalArgumentException("window must be at least 1ms");
    }
    if (maxGroups < 1) {
      throw new IllegalArgumentException("max-groups must be at least 1");
    }
  }

  Period period() {
    return new Period(window.toMillis(), Period.Unit.MILLISECOND);
  }

  StatsTable.Limits limits() {
    return new StatsTable.Limits(grace.toMillis(), maxGroups, maxMemory.bytes());
  }
}
