package io.logboom.core.config;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/**
 * One input of a pipeline.
 *
 * @param name its address: {@code pipelines.cloudtrail.inputs.trail}
 * @param config of the plugin's own record type
 * @param queue whether and how its events wait on disk
 */
public record InputConfig(String name, InputPlugin<?> plugin, Record config, Queueing queue) {

  /** Makes the input; throws what the plugin throws. */
  public Input create(Context context) throws Exception {
    return create(plugin, context);
  }

  /** The last step of the name: {@code trail}. */
  public String shortName() {
    return Address.last(name);
  }

  private <C extends Record> Input create(InputPlugin<C> typed, Context context) throws Exception {
    return typed.create(typed.config().cast(config), context);
  }
}
