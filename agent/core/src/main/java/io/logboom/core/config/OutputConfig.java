package io.logboom.core.config;

import io.logboom.core.condition.Condition;
import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One output of a pipeline.
 *
 * @param name its address: {@code pipelines.cloudtrail.outputs.secops}
 * @param config of the plugin's own record type
 * @param when the events it is for; the others count as dropped on purpose here. Empty: all
 * @param filters its own, after those of the pipeline
 * @param concurrency how many writes may be under way at once
 * @param timeout how long one write may take
 * @param queue whether and how its events wait on disk
 */
public record OutputConfig(
    String name,
    OutputPlugin<?> plugin,
    Record config,
    Optional<Condition> when,
    List<FilterConfig> filters,
    Batching batch,
    Retry retry,
    int concurrency,
    Duration timeout,
    Queueing queue) {

  public OutputConfig {
    filters = List.copyOf(filters);
  }

  /** Makes the output; throws what the plugin throws. */
  public Output create(Context context) throws Exception {
    return create(plugin, context);
  }

  /** The last step of the name: {@code secops}. */
  public String shortName() {
    return Address.last(name);
  }

  private <C extends Record> Output create(OutputPlugin<C> typed, Context context)
      throws Exception {
    return typed.create(typed.config().cast(config), context);
  }
}
