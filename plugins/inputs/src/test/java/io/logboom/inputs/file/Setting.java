package io.logboom.inputs.file;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.framing.StreamFramer;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.testkit.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Configurations and the engine's own framer and events, for tests of this package. */
final class Setting {

  private Setting() {}

  static FileInputConfig config(int concurrency, String... paths) {
    return config(false, FileInputConfig.Start.BEGINNING, 512, concurrency, paths);
  }

  /** To follow, with little patience. */
  static FileInputConfig following(String... paths) {
    return config(true, FileInputConfig.Start.BEGINNING, 512, 1, paths);
  }

  static FileInputConfig config(
      boolean follow,
      FileInputConfig.Start start,
      int maxOpenFiles,
      int concurrency,
      String... paths) {
    return new FileInputConfig(
        List.of(paths),
        new Framing(Framing.Format.AUTO, FieldPath.of("Records"), DataSize.of("1MiB")),
        new Concurrency(concurrency),
        follow,
        start,
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ofSeconds(3),
        Duration.ofMillis(50),
        maxOpenFiles,
        Duration.ofDays(1));
  }

  static TestContext context(Path folder) {
    var blocks = new Blocks(4096, 1 << 20);
    return new TestContext(
        folder,
        framing -> new StreamFramer(framing, blocks),
        (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
  }
}
