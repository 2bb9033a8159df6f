package io.logboom.core.config;

import io.logboom.core.condition.Condition;
import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import java.util.Optional;

/**
 * One filter of a pipeline, or of an output.
 *
 * @param name its address: {@code pipelines.cloudtrail.filters.0}
 * @param config of the plugin's own record type
 * @param when the events it is for; the others pass it by untouched. Empty: all
 * @param onError what becomes of an event the filter throws at
 */
public record FilterConfig(
    String name, FilterPlugin<?> plugin, Record config, Optional<Condition> when, OnError onError) {

  /** Makes the filter; throws what the plugin throws. */
  public Filter create(Context context) throws Exception {
    return create(plugin, context);
  }

  private <C extends Record> Filter create(FilterPlugin<C> typed, Context context)
      throws Exception {
    return typed.create(typed.config().cast(config), context);
  }
}
