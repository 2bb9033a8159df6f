package io.logboom.filters.insights;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;

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
    return new InsightsFilter(
        config,
        context,
        (mark, _, _, _) -> {
          throw new IllegalArgumentException("stats is not done yet: rule " + mark.rule());
        });
  }
}
