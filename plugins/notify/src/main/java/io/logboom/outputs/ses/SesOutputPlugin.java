package io.logboom.outputs.ses;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;

/** Declares the output {@code ses}. */
public final class SesOutputPlugin implements OutputPlugin<SesOutputConfig> {

  @Override
  public String type() {
    return "ses";
  }

  @Override
  public Class<SesOutputConfig> config() {
    return SesOutputConfig.class;
  }

  @Override
  public Output create(SesOutputConfig config, Context context) {
    return new SesOutput(config, context);
  }
}
