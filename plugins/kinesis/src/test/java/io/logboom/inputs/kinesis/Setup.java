package io.logboom.inputs.kinesis;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Input;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An input with local leases over a fake stream, quick where the real one is patient. */
record Setup(FakeStream stream, Path folder) {
  static final String QUICK =
      """
      stream = trail, leases = local, shard-sync = 1s, poll-interval = 200ms
      checkpoint-interval = 50ms, retry { initial = 10ms, max = 50ms }
      """;

  Input input(TestContext context, String... options) {
    return new KinesisInput(
        config(QUICK + String.join("\n", options)),
        context,
        new FakeClients(stream),
        new Counters(context));
  }

  TestContext context() {
    return new TestContext(folder);
  }

  static KinesisInputConfig config(String options) {
    try {
      return ConfigReader.bind(new KinesisInputPlugin(), options);
    } catch (InvalidConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What is remembered of a shard: {@code SEQUENCE SUB}, {@code ended}, or nothing. */
  String remembered(String shard) {
    try {
      Path file = folder.resolve("checkpoints");
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      return lines.stream()
          .filter(line -> line.startsWith("at " + shard) || line.equals("ended " + shard))
          .map(line -> line.startsWith("ended") ? "ended" : line.split(" ", 3)[2])
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whether a record, or a part of one, would be read by an input made now. */
  boolean holds(String shard, Position position) {
    String text = remembered(shard);
    if (text.isEmpty()) {
      return true;
    }
    if (text.equals("ended")) {
      return false;
    }
    String[] words = text.split(" ", 2);
    return position.compareTo(new Position(words[0], Long.parseLong(words[1]))) > 0;
  }
}
