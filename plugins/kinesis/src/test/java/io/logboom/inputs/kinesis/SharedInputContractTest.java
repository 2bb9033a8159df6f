package io.logboom.inputs.kinesis;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Leases in DynamoDB Local over a scripted stream: two shards of aggregates and plain records. */
@Execution(ExecutionMode.CONCURRENT)
final class SharedInputContractTest extends InputContract {
  private static LeaseServer server;

  @TempDir Path folder;

  private record Spot(String shard, Position position) {}

  @BeforeAll
  static void start() throws IOException {
    server = LeaseServer.start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Override
  protected Stock stock(List<String> events) {
    var stream = FakeStream.of(2);
    Map<String, Spot> spots = new HashMap<>();
    for (int from = 0; from < events.size(); from += 4) {
      int shard = from / 4 % 2;
      var some = events.subList(from, from + 4);
      var aggregate = new Aggregated();
      for (String event : some.subList(0, 3)) {
        aggregate.add("key", event.getBytes(StandardCharsets.UTF_8));
      }
      String sequence = stream.put(shard, aggregate.bytes());
      for (int i = 0; i < 3; i++) {
        spots.put(id(some.get(i)), new Spot(name(shard), new Position(sequence, i)));
      }
      String plain = stream.put(shard, some.get(3));
      spots.put(id(some.get(3)), new Spot(name(shard), new Position(plain, 0)));
    }
    var setup = new SharedSetup(server, stream, folder);
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
      public void close() {
        setup.close();
      }
    };
  }

  private static String name(int shard) {
    return String.format("shardId-%012d", shard);
  }

  private static String id(String event) {
    return event.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
  }
}
