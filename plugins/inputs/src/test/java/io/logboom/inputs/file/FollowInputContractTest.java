package io.logboom.inputs.file;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract of inputs, over two files that are followed; one of them was renamed. */
final class FollowInputContractTest extends InputContract {
  @TempDir private Path folder;

  @Override
  protected Stock stock(List<String> events) throws IOException {
    var logs = Files.createDirectories(folder.resolve("logs"));
    var data = folder.resolve("data");
    int half = events.size() / 2;
    Map<String, Long> ends = new HashMap<>();
    write(logs.resolve("app.log.1"), events.subList(0, half), ends);
    write(logs.resolve("app.log"), events.subList(half, events.size()), ends);
    return new Stock() {
      @Override
      public Input input() {
        return new FollowInput(Setting.following(logs + "/*"), Setting.context(data));
      }

      @Override
      public boolean holds(String id) {
        int number = Integer.parseInt(id.substring(id.indexOf('-') + 1));
        var file = logs.resolve(number < half ? "app.log.1" : "app.log");
        try {
          return Positions.read(data.resolve("positions")).stream()
              .filter(saved -> saved.path().equals(file))
              .noneMatch(saved -> saved.mark().at() >= ends.getOrDefault(id, Long.MAX_VALUE));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  private static void write(Path file, List<String> events, Map<String, Long> ends)
      throws IOException {
    var text = new StringBuilder();
    for (var event : events) {
      text.append(event).append('\n');
      ends.put(event.substring(7, event.indexOf('"', 7)), (long) text.length());
    }
    Files.writeString(file, text);
  }
}
