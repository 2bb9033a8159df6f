package io.logboom.filters.insights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of one window of time. Guarded by its table. */
final class StatsWindow {
  final long start;
  final long end;

  /** In the order they were first met in, which is that of the rows. */
  final Map<StatsKey, StatsGroup> groups = new LinkedHashMap<>();

  /** Takes the events of groups that are too many; none while they are not. */
  @Nullable StatsGroup remaining;

  /**
   * @param start in milliseconds since 1970
   * @param end exclusive
   */
  StatsWindow(long start, long end) {
    this.start = start;
    this.end = end;
  }
}
