package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Queues on disk in an agent that is killed under load. Events come by HTTP, where 200 means that
 * the agent has them for good, and leave by HTTP to a receiver that misbehaves. {@code
 * -Dlogboom.kills=100} kills more often.
 */
class QueueIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int KILLS = Integer.getInteger("logboom.kills", 4);
  private static final int SENDERS = 3;
  private static final int BATCH = 5;

  @TempDir Path folder;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong ids = new AtomicLong();

  @ParameterizedTest
  @CsvSource({"disk, none", "none, disk"})
  void whatWasAcknowledgedArrivesHoweverOftenTheAgentIsKilled(
      String behindInput, String beforeOutput, TestInfo test) throws Exception {
    long seed = 20261121;
    System.err.println(test.getDisplayName() + ": seed " + seed);
    var random = new Random(seed);
    int port = ServerProcess.freePort();
    try (var receiver = Receiver.faulty(seed)) {
      var configuration = configuration(port, receiver, behindInput, beforeOutput);
      for (int kill = 0; kill < KILLS / 2; kill++) {
        try (Agent agent = start(configuration)) {
          underLoad(agent, port, 1 + random.nextInt(3000), random.nextInt(300));
        }
      }
      try (Agent agent = start(configuration)) {
        await("everything that was acknowledged")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> !agent.running() || receiver.missing(acknowledged).isEmpty());
        assertThat(receiver.missing(acknowledged)).as(agent.stderr()).isEmpty();
        agent.terminate();
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
        System.err.printf(
            "%s: %d kills, %,d events acknowledged, %,d came, %,d of them again%n%s%n",
            test.getDisplayName(),
            KILLS / 2,
            acknowledged.size(),
            receiver.unique(),
            receiver.received() - receiver.unique(),
            agent.stderr());
        assertThat(agent.stderr()).doesNotContain("queue-lost-events");
      }
      checkSaysSound(configuration, behindInput.equals("disk") ? "in" : "out");
    }
  }

  /** What an agent leaves in its queue, the command line finds there, and takes out. */
  @Test
  void whatIsLeftCanBeTakenOutByHand() throws Exception {
    int port = ServerProcess.freePort();
    Path configuration;
    try (var receiver = Receiver.reliable()) {
      configuration = configuration(port, receiver, "disk", "none");
    }
    try (Agent agent = start(configuration)) {
      underLoad(agent, port, 200, 0);
    }
    checkSaysSound(configuration, "in");
    var dumped = printed("queue", "dump", configuration.toString(), "in");
    var drained = printed("queue", "drain", configuration.toString(), "pipelines.p.inputs.in");
    assertThat(drained).isEqualTo(dumped);
    for (var id : acknowledged) {
      assertThat(drained).anyMatch(line -> line.contains("\"EVENTID\":\"" + id + "\""));
    }
    assertThat(printed("queue", "drain", configuration.toString(), "in")).isEmpty();
  }

  /** Sends until so many more events are acknowledged, and a while longer; then kills. */
  private void underLoad(Agent agent, int port, int events, int whileMillis) throws Exception {
    int before = acknowledged.size();
    var senders = new ArrayList<Thread>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.startVirtualThread(() -> send(agent, port)));
    }
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> !agent.running() || acknowledged.size() - before >= events);
    await()
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ofMillis(whileMillis))
        .until(() -> true);
    assertThat(agent.running()).as(agent.stderr()).isTrue();
    agent.kill();
    for (var sender : senders) {
      sender.join();
    }
  }

  private void send(Agent agent, int port) {
    var address = URI.create("http://127.0.0.1:" + port + "/");
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (agent.running()) {
        var batch = new ArrayList<String>();
        var body = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
          var id = Long.toString(ids.incrementAndGet());
          batch.add(id);
          body.append("{\"EVENTID\":\"").append(id).append("\",\"pad\":\"");
          body.repeat('x', 250).append("\"}\n");
        }
        var request =
            HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        if (post(client, request)) {
          acknowledged.addAll(batch);
        }
      }
    }
  }

  private static boolean post(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Not up yet, or killed: nothing is acknowledged.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void checkSaysSound(Path configuration, String name) throws Exception {
    assertThat(printed("queue", "check", configuration.toString(), name))
        .last()
        .asString()
        .startsWith("OK: ");
  }

  private List<String> printed(String... command) throws Exception {
    try (Agent agent = Agent.start(folder, Map.of(), command)) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      return agent.stdout();
    }
  }

  private Agent start(Path configuration) throws IOException {
    return Agent.start(folder, Map.of(), "run", configuration.toString());
  }

  private Path configuration(int port, Receiver receiver, String behindInput, String beforeOutput)
      throws IOException {
    return Files.writeString(
        folder.resolve("queue.conf"),
        """
        data-dir = "%s"
        pipelines.p {
          inputs.in {
            type = http
            listen = "127.0.0.1:%d"
            queue { type = %s, segment-size = 256KiB, max-size = 64MiB }
          }
          outputs.out {
            type = http
            endpoint = "%s"
            timeout = 2s
            batch { age = 50ms, events = 500 }
            retry { initial = 50ms, max = 500ms }
            queue { type = %s, segment-size = 256KiB, max-size = 64MiB }
          }
        }
        """
            .formatted(
                folder.resolve("data"), port, behindInput, receiver.endpoint(), beforeOutput));
  }
}
