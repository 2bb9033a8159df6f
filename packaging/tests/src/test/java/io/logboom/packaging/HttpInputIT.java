package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events pushed by HTTP, and as Firehose pushes them, end to end: what was answered with 200 has
 * arrived by then, whatever happens to the agent, and what was not is sent again by its sender.
 * Firehose's requests are scripted: moto's Firehose posts such a body, but without the headers that
 * belong to it.
 */
class HttpInputIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SENDERS = 6;
  private static final int REQUESTS = Integer.getInteger("logboom.it.http.requests", 200);
  private static final int EVENTS = 25;
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void everyEventAnsweredForHasArrivedWhenTheAgentIsKilledThreeTimes() throws Exception {
    long seed = 20261121;
    System.err.println("seed " + seed);
    var random = new Random(seed);
    int port = Pusher.freePort();
    try (var receiver = Receiver.reliable();
        var pushers = new Pushers(port, receiver)) {
      Path configuration = configure(port, receiver);
      int share = SENDERS * REQUESTS * EVENTS / (KILLS + 1);
      for (int kill = 1; kill <= KILLS; kill++) {
        int moment = (kill - 1) * share + random.nextInt(share);
        try (Agent agent = start(configuration)) {
          await()
              .atMost(PATIENCE)
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(2))
              .until(() -> receiver.unique() > moment || !agent.running());
          assertThat(agent.running()).as(agent.stderr()).isTrue();
          agent.kill();
        }
        System.err.printf("killed at %,d events%n", receiver.received());
      }
      try (Agent agent = start(configuration)) {
        await().atMost(PATIENCE).until(() -> pushers.done() || !agent.running());
        assertThat(agent.running()).as(agent.stderr()).isTrue();
        agent.terminate();
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      }
      assertThat(pushers.faults()).isEmpty();
      assertThat(receiver.missing(pushers.ids())).isEmpty();
      System.err.printf(
          "%,d events of %,d requests; %,d came twice%n",
          receiver.unique(), SENDERS * REQUESTS, receiver.received() - receiver.unique());
    }
  }

  private Path configure(int port, Receiver receiver) throws IOException {
    return Files.writeString(
        folder.resolve("agent.conf"),
        """
        data-dir = "%s"
        pipelines.pushed {
          inputs.web {
            type = http
            listen = "127.0.0.1:%d"
            auth { type = bearer, token = %s }
          }
          outputs.siem { type = http, endpoint = "%s", batch { age = 50ms } }
        }
        """
            .formatted(folder.resolve("data"), port, Pusher.TOKEN, receiver.endpoint()));
  }

  private Agent start(Path configuration) throws IOException {
    return Agent.start(folder, Clients.ENVIRONMENT, "run", configuration.toString());
  }

  /** Half of them as anybody does, half as Firehose does. */
  private static final class Pushers implements AutoCloseable {
    private final List<Pusher> all = new ArrayList<>();

    Pushers(int port, Receiver receiver) {
      for (int i = 0; i < SENDERS; i++) {
        var way = i % 2 == 0 ? Pusher.Way.PLAIN : Pusher.Way.FIREHOSE;
        all.add(Pusher.start("sender-" + i, port, way, REQUESTS, EVENTS, receiver));
      }
    }

    boolean done() {
      return all.stream().allMatch(Pusher::done);
    }

    List<String> faults() {
      return all.stream().flatMap(pusher -> pusher.faults().stream()).toList();
    }

    Set<String> ids() {
      var ids = new HashSet<String>();
      all.forEach(pusher -> ids.addAll(pusher.ids()));
      return ids;
    }

    @Override
    public void close() {
      all.forEach(Pusher::close);
    }
  }
}
