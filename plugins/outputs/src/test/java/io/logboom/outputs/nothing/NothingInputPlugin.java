package io.logboom.outputs.nothing;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/** An input that has nothing, since a pipeline needs one. */
public final class NothingInputPlugin implements InputPlugin<NothingInputPlugin.Config> {

  /** No options. */
  public record Config() {}

  @Override
  public String type() {
    return "nothing";
  }

  @Override
  public Class<Config> config() {
    return Config.class;
  }

  @Override
  public Input create(Config config, Context context) {
    return _ -> {};
  }
}
