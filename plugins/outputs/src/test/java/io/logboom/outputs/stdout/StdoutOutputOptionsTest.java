package io.logboom.outputs.stdout;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;

final class StdoutOutputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new StdoutOutputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of("format = pretty");
  }
}
