package io.logboom.outputs.sns;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;

/** Declares the output {@code sns}. */
public final class SnsOutputPlugin implements OutputPlugin<SnsOutputConfig> {

  @Override
  public String type() {
    return "sns";
  }

  @Override
  public Class<SnsOutputConfig> config() {
    return SnsOutputConfig.class;
  }

  @Override
  public Output create(SnsOutputConfig config, Context context) {
    return new SnsOutput(config, context);
  }
}
