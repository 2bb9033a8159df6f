package io.logboom.testkit.sample.bad;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;

/** A plugin that breaks every rule. */
public final class SwampPlugin implements FilterPlugin<SwampPlugin.SwampConfig> {

  /** Its options. */
  public record SwampConfig(int depth, String smell, String when, String password) {

    public SwampConfig {
      if (depth < 0) {
        throw new IllegalArgumentException("depth cannot be negative");
      }
    }
  }

  @Override
  public String type() {
    return "swamp";
  }

  @Override
  public Class<SwampConfig> config() {
    return SwampConfig.class;
  }

  @Override
  public Filter create(SwampConfig config, Context context) {
    return (event, next) -> next.accept(event);
  }
}
