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
    for (var rule : config.all().entrySet()) {
      if (rule.getValue().query().commands().stream().anyMatch(Command.Stats.class::isInstance)) {
        throw new IllegalArgumentException("stats is not done yet: rule " + rule.getKey());
      }
    }
    return new InsightsFilter(config, context);
  }
}
