package io.logboom.filters.pattern;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;

/** Declares the {@code pattern} filter. */
public final class PatternPlugin implements FilterPlugin<PatternConfig> {

  @Override
  public String type() {
    return "pattern";
  }

  @Override
  public Class<PatternConfig> config() {
    return PatternConfig.class;
  }

  @Override
  public Filter create(PatternConfig config, Context context) {
    return new PatternFilter(config, context);
  }
}
