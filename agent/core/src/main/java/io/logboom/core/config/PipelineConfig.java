package io.logboom.core.config;

import java.util.List;

/**
 * One pipeline: every event of every input goes through the filters, in order, to every output.
 *
 * @param name as in the configuration, without {@code pipelines.}
 * @param inputs at least one
 * @param outputs at least one
 */
public record PipelineConfig(
    String name, List<InputConfig> inputs, List<FilterConfig> filters, List<OutputConfig> outputs) {

  public PipelineConfig {
    inputs = List.copyOf(inputs);
    filters = List.copyOf(filters);
    outputs = List.copyOf(outputs);
  }
}
