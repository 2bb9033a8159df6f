package io.logboom.outputs.stdout;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;

/** Declares the output {@code stdout}. */
public final class StdoutOutputPlugin implements OutputPlugin<StdoutOutputConfig> {

  @Override
  public String type() {
    return "stdout";
  }

  @Override
  public Class<StdoutOutputConfig> config() {
    return StdoutOutputConfig.class;
  }

  @Override
  public Output create(StdoutOutputConfig config, Context context) {
    return new StdoutOutput(config, Terminal.PROCESS);
  }
}
