package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams end to end, on kinesalite and DynamoDB Local: plain records, aggregates and payloads of
 * CloudWatch Logs arrive whatever becomes of agents and shards. Children of a shard that is split
 * are never leased there, for kinesalite does not tell of them; SharedInputTest has that scripted.
 *
 * <p>{@code -Dlogboom.kinesis.records=100000} runs it at full size.
 */
class KinesisIT {
  private static final Drops DROPS = new Drops(Integer.getInteger("logboom.kinesis.records", 3000));
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final int SHARDS = 4;

  @TempDir Path folder;

  private static ServerProcess kinesis;
  private static ServerProcess leases;

  @BeforeAll
  static void startServers() throws Exception {
    kinesis = Servers.kinesalite();
    leases = Servers.dynamoDb();
  }

  @AfterAll
  static void stopServers() {
    kinesis.close();
    leases.close();
  }

  @Test
  void everyRecordArrivesWhenOneOfTwoAgentsIsKilledAndReplaced() throws Exception {
    long began = System.nanoTime();
    try (var stream = new KinesisStream(kinesis.endpoint(), "shared", SHARDS);
        var receiver = Receiver.reliable()) {
      String more = "dynamodb-endpoint = \"" + leases.endpoint() + "\", failover-time = 2s";
      int share = DROPS.records() / 4;
      stream.put(DROPS, share);
      try (Agent first = start("first", "shared", more, receiver);
          Agent second = start("second", "shared", more, receiver)) {
        awaitShards(first);
        awaitShards(second);
        stream.put(DROPS, 2 * share);
        awaitRows(receiver, DROPS.ids().size() / 4, first, second);
        first.kill();
        tell("killed", receiver, began);
        stream.put(DROPS, 3 * share);
        try (Agent third = start("third", "shared", more, receiver)) {
          awaitShards(third);
          stream.put(DROPS, DROPS.records());
          await()
              .atMost(PATIENCE)
              .until(() -> receiver.unique() == DROPS.ids().size() || !third.running());
          assertThat(receiver.missing(DROPS.ids())).isEmpty();
          tell("all there", receiver, began);
          third.terminate();
          second.terminate();
          assertThat(third.exitCode(Duration.ofSeconds(30))).as(third.stderr()).isZero();
          assertThat(second.exitCode(Duration.ofSeconds(30))).as(second.stderr()).isZero();
        }
      }
    }
  }

  @Test
  void everyRecordArrivesWithLocalLeasesWhileShardsSplitAndMerge() throws Exception {
    long began = System.nanoTime();
    String more = "leases = local, shard-sync = 1s";
    try (var stream = new KinesisStream(kinesis.endpoint(), "local", SHARDS);
        var receiver = Receiver.reliable()) {
      int share = DROPS.records() / 4;
      stream.put(DROPS, share);
      try (Agent agent = start("local", "local", more, receiver)) {
        stream.split();
        stream.put(DROPS, 2 * share);
        awaitRows(receiver, DROPS.ids().size() / 4, agent);
        agent.kill();
        tell("killed", receiver, began);
      }
      stream.merge();
      stream.put(DROPS, 3 * share);
      try (Agent agent = start("local", "local", more, receiver)) {
        stream.split();
        stream.put(DROPS, DROPS.records());
        await()
            .atMost(PATIENCE)
            .until(() -> receiver.unique() == DROPS.ids().size() || !agent.running());
        assertThat(receiver.missing(DROPS.ids())).as(agent.stderr()).isEmpty();
        tell("all there", receiver, began);
        agent.terminate();
        assertThat(agent.exitCode(Duration.ofSeconds(30))).as(agent.stderr()).isZero();
      }
    }
  }

  /** Until an agent has got at least one shard to read. */
  private static void awaitShards(Agent agent) {
    await().atMost(PATIENCE).until(() -> agent.stderr().contains(": begun") || !agent.running());
  }

  private static void awaitRows(Receiver receiver, int rows, Agent... agents) throws IOException {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> receiver.unique() >= rows || !agents[0].running());
    for (Agent agent : agents) {
      assertThat(agent.running()).as(agent.stderr()).isTrue();
    }
  }

  private static void tell(String what, Receiver receiver, long began) {
    System.err.printf(
        "%s after %.1f s: %,d rows, %,d of them different%n",
        what, (System.nanoTime() - began) / 1e9, receiver.received(), receiver.unique());
  }

  private Agent start(String name, String stream, String more, Receiver receiver)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Path configuration = home.resolve("agent.conf");
    Files.writeString(
        configuration,
        """
        data-dir = "%s"
        drain-timeout = 10s
        logging.level = info
        pipelines.stream {
          inputs.drops {
            type = kinesis
            stream = %s
            kinesis-endpoint = "%s"
            poll-interval = 200ms
            checkpoint-interval = 500ms
            %s
          }
          outputs.receiver {
            type = http
            endpoint = "%s"
            batch.age = 200ms
          }
        }
        """
            .formatted(
                home.resolve("data"), stream, kinesis.endpoint(), more, receiver.endpoint()));
    var environment = new HashMap<>(Clients.ENVIRONMENT);
    environment.put("LOGBOOM_JAVA_OPTS", "-Xmx128m -Daws.cborEnabled=false");
    return Agent.start(home, environment, "run", configuration.toString());
  }
}
