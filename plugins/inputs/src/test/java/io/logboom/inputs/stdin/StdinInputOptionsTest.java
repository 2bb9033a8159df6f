package io.logboom.inputs.stdin;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;

/** The options, their prose and their table. */
final class StdinInputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new StdinInputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of("framing { format = lines, path = items, max-event-size = 1MiB }");
  }
}
