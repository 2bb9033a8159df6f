package io.logboom.inputs.stdin;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/** Declares the input {@code stdin}. */
public final class StdinInputPlugin implements InputPlugin<StdinInputConfig> {

  @Override
  public String type() {
    return "stdin";
  }

  @Override
  public Class<StdinInputConfig> config() {
    return StdinInputConfig.class;
  }

  @Override
  public Input create(StdinInputConfig config, Context context) {
    return new StdinInput(config, context, System.in);
  }
}
