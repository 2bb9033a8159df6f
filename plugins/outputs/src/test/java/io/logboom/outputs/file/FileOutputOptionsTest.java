package io.logboom.outputs.file;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;

final class FileOutputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new FileOutputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        path = "/a/{b}/%Y", time = written, missing = none, format = raw, header = "a,b"
        compression = zstd, compression-level = 19, rotate { size = 1MiB, age = 1h }
        idle-timeout = 1s, max-open-files = 1
        """);
  }
}
