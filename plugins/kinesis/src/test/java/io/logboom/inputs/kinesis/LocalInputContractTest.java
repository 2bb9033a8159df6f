package io.logboom.inputs.kinesis;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two shards, of which one was split; plain records, lines, and aggregates of three. */
@Execution(ExecutionMode.CONCURRENT)
final class LocalInputContractTest extends InputContract {
  @TempDir Path folder;

  private record Spot(String shard, Position position) {}

  @Override
  protected Stock stock(List<String> events) {
    var stream = FakeStream.of(2);
    Map<String, Spot> spots = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      put(stream, 0, events.get(i), spots);
    }
    stream.split(0);
    for (int i = 5; i < 20; i++) {
      put(stream, 1 + i % 3, events.get(i), spots);
    }
    for (int from = 20; from < events.size(); from += 4) {
      int shard = 1 + from / 4 % 3;
      var some = events.subList(from, from + 4);
      var aggregate = new Aggregated();
      aggregate.add("a", bytes(some.get(0) + "\n" + some.get(1)));
      aggregate.add("b", bytes(some.get(2))).add("c", bytes(some.get(3)));
      String sequence = stream.put(shard, aggregate.bytes());
      for (int i = 0; i < 4; i++) {
        var position = new Position(sequence, Math.max(0, i - 1));
        spots.put(id(some.get(i)), new Spot(name(shard), position));
      }
    }
    var setup = new Setup(stream, folder);
    return new Stock() {
      @Override
      public Input input() {
        return setup.input(setup.context());
      }

      @Override
      public boolean holds(String id) {
        var spot = spots.get(id);
        return setup.holds(spot.shard(), spot.position());
      }

      @Override
      public void close() {}
    };
  }

  private static void put(FakeStream stream, int shard, String event, Map<String, Spot> spots) {
    String sequence = stream.put(shard, event);
    spots.put(id(event), new Spot(name(shard), new Position(sequence, 0)));
  }

  private static String name(int shard) {
    return String.format("shardId-%012d", shard);
  }

  private static String id(String event) {
    return event.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
