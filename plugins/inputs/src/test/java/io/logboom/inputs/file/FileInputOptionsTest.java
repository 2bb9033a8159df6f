package io.logboom.inputs.file;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;

/** The options, their prose and their table. */
final class FileInputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new FileInputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        paths = [ "/var/archive/*.gz" ]
        framing { format = json-array, path = "detail.items", max-event-size = 1MiB }
        concurrency = 7
        """,
        """
        paths = [ "/var/log/app.log*" ]
        follow = true
        start = end
        poll-interval = 1s
        rotate-wait = 10s
        partial-line-after = 1m
        save-interval = 5s
        max-open-files = 100
        forget-after = 7d
        """);
  }
}
