package io.logboom.inputs.file;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The contract of inputs, over three files read two at a time. */
final class FileInputContractTest extends InputContract {
  @TempDir private Path folder;

  @Override
  protected Stock stock(List<String> events) throws IOException {
    int third = events.size() / 3;
    Files.writeString(folder.resolve("a.json"), String.join("\n", events.subList(0, third)));
    Files.writeString(
        folder.resolve("b.json"), "[" + String.join(",", events.subList(third, 2 * third)) + "]");
    Files.writeString(
        folder.resolve("c.json"),
        "{\"Records\":[" + String.join(",", events.subList(2 * third, events.size())) + "]}");
    return new Stock() {
      @Override
      public Input input() {
        return new FileInput(Setting.config(2, folder + "/*.json"), Setting.context(folder));
      }

      @Override
      public boolean holds(String id) {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  protected boolean can(Ability ability) {
    return false;
  }
}
