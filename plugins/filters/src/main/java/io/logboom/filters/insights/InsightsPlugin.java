package io.logboom.filters.insights;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import java.util.ArrayList;

/** Declares the {@code insights} filter. */
public final class InsightsPlugin implements FilterPlugin<InsightsConfig> {

  @Override
  public String type() {
    return "insights";
  }

  @Override
  public Class<InsightsConfig> config() {
    return InsightsConfig.class;
  }

  @Override
  public Filter create(InsightsConfig config, Context context) {
    var all = new ArrayList<Stats>();
    var filter =
        new InsightsFilter(
            config,
            context,
            (mark, command, after, scope) -> {
              var query = config.queryOf(mark.rule());
              var stats = Stats.of(mark, query, command, after, scope, config, context);
              all.add(stats);
              return stats::add;
            });
    return all.isEmpty() ? filter : new StatsFilter(filter, all);
  }
}
