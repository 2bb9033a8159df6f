package io.logboom.outputs.secops;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import java.io.IOException;

/** Declares the output {@code secops}. */
public final class SecopsOutputPlugin implements OutputPlugin<SecopsOutputConfig> {

  @Override
  public String type() {
    return "secops";
  }

  @Override
  public Class<SecopsOutputConfig> config() {
    return SecopsOutputConfig.class;
  }

  @Override
  public Output create(SecopsOutputConfig config, Context context) throws IOException {
    return new SecopsOutput(config, context);
  }
}
