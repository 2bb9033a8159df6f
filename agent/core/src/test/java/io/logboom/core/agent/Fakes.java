package io.logboom.core.agent;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import java.util.function.Function;

/** Declarations of plugins that are there already. */
final class Fakes {
  static final Nothing NOTHING = new Nothing();

  private Fakes() {}

  record Nothing() {}

  record In(Function<Context, Input> made) implements InputPlugin<Nothing> {
    In(Input input) {
      this(_ -> input);
    }

    @Override
    public String type() {
      return "fake";
    }

    @Override
    public Class<Nothing> config() {
      return Nothing.class;
    }

    @Override
    public Input create(Nothing config, Context context) {
      return made.apply(context);
    }
  }

  record Through(Filter filter) implements FilterPlugin<Nothing> {
    @Override
    public String type() {
      return "fake";
    }

    @Override
    public Class<Nothing> config() {
      return Nothing.class;
    }

    @Override
    public Filter create(Nothing config, Context context) {
      return filter;
    }
  }

  record Out(Output output) implements OutputPlugin<Nothing> {
    @Override
    public String type() {
      return "fake";
    }

    @Override
    public Class<Nothing> config() {
      return Nothing.class;
    }

    @Override
    public Output create(Nothing config, Context context) {
      return output;
    }
  }
}
