package io.logboom.core.config.sample.sieve;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;

/** A filter with one option. */
public final class SievePlugin implements FilterPlugin<SievePlugin.SieveConfig> {

  /** How the sieve is. */
  public record SieveConfig(int holes) {}

  @Override
  public String type() {
    return "sieve";
  }

  @Override
  public Class<SieveConfig> config() {
    return SieveConfig.class;
  }

  @Override
  public Filter create(SieveConfig config, Context context) {
    return (event, next) -> next.accept(event);
  }
}
