package io.logboom.inputs.file;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.framing.StreamFramer;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.testkit.TestContext;
import java.nio.file.Path;
import java.util.List;

/** Configurations and the engine's own framer and events, for tests of this package. */
final class Setting {

  private Setting() {}

  static FileInputConfig config(int concurrency, String... paths) {
    return new FileInputConfig(
        List.of(paths),
        new Framing(Framing.Format.AUTO, FieldPath.of("Records"), DataSize.of("1MiB")),
        new Concurrency(concurrency));
  }

  static TestContext context(Path folder) {
    var blocks = new Blocks(4096, 1 << 20);
    return new TestContext(
        folder,
        framing -> new StreamFramer(framing, blocks),
        (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
  }
}
