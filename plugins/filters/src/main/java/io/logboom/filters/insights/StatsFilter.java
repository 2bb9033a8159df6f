package io.logboom.filters.insights;

import io.logboom.spi.Event;
import io.logboom.spi.Memory;
import io.logboom.spi.Next;
import io.logboom.spi.StatefulFilter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The filter when there are queries with {@code stats}: it has their tables to remember. */
final class StatsFilter implements StatefulFilter {
  private final InsightsFilter filter;
  private final List<Stats> stats;

  StatsFilter(InsightsFilter filter, List<Stats> stats) {
    this.filter = filter;
    this.stats = List.copyOf(stats);
  }

  @Override
  public void apply(Event event, Next next) {
    filter.apply(event, next);
  }

  @Override
  public boolean restore(byte[] key, byte[] value) {
    return stats.stream().anyMatch(one -> one.restore(key, value));
  }

  @Override
  public void due(Instant now, boolean last, Next next) {
    stats.forEach(one -> one.due(now, last, next));
  }

  @Override
  public void save(Memory memory, boolean all) throws IOException {
    for (var one : stats) {
      one.save(memory, all);
    }
  }
}
