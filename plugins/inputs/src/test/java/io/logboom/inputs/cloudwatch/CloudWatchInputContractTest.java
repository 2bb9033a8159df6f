package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Three log groups, pages of seven events. */
final class CloudWatchInputContractTest extends InputContract {
  @TempDir Path folder;

  @Override
  protected Stock stock(List<String> events) {
    var logs = new FakeLogs();
    logs.pageSize = 7;
    for (int i = 0; i < events.size(); i++) {
      logs.put("/app/" + i % 3, events.get(i), i, 0);
    }
    var setup = new Setup();
    var context = new TestContext(folder);
    return new Stock() {
      @Override
      public Input input() {
        var config = setup.config();
        return new CloudWatchInput(config, context, new Clients(config, logs, new FakeSts(logs)));
      }

      // Whether neither the frontier has passed it nor its id is remembered.
      @Override
      public boolean holds(String id) {
        var known = remembered(folder);
        return Stream.of("/app/0", "/app/1", "/app/2")
            .flatMap(group -> logs.stored(group).stream().map(one -> Map.entry(group, one.event())))
            .filter(one -> one.getValue().message().contains("\"" + id + "\""))
            .noneMatch(
                one ->
                    known.ids.contains(Fingerprint.of(one.getValue().eventId()))
                        || known.frontiers.getOrDefault(key(one.getKey()), 0L)
                            > one.getValue().timestamp());
      }

      @Override
      public void close() {}
    };
  }

  private static Fingerprint key(String group) {
    return new LogGroup(FakeLogs.ACCOUNT, "us-east-1", group, java.util.Optional.empty()).key();
  }

  private record Known(Set<Fingerprint> ids, Map<Fingerprint, Long> frontiers) {}

  private static Known remembered(Path folder) {
    var known = new Known(new HashSet<>(), new HashMap<>());
    Path file = folder.resolve("checkpoint");
    if (!java.nio.file.Files.exists(file)) {
      return known;
    }
    try {
      FactFile.read(
          file,
          fact -> {
            switch (fact) {
              case Fact.Started _ -> {}
              case Fact.Frontier frontier -> known.frontiers.put(frontier.of(), frontier.at());
              case Fact.Delivered delivered -> {
                for (int i = 0; i < delivered.ids().size(); i++) {
                  known.ids.add(new Fingerprint(delivered.ids().high(i), delivered.ids().low(i)));
                }
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }
}
