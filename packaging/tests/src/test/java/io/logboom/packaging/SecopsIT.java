package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.secops.SecopsServer;
import io.logboom.secops.SecopsServer.Fault;
import io.logboom.secops.SecopsServer.Naming;
import io.logboom.secops.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * CloudTrail records mapped to UDM and handed to a SecOps that enforces the published limits,
 * refuses one event in a thousand, throttles, fails and breaks off. {@code
 * -Dlogboom.secops.events=} says how many, {@code -Dlogboom.kills=} how often it is killed.
 */
@Timeout(300)
class SecopsIT {
  private static final int EVENTS = Integer.getInteger("logboom.secops.events", 20_000);
  private static final int KILLS = Integer.getInteger("logboom.kills", 1);
  private static final int RECORDS = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** What the ids of refused records end with: number 500 of each thousand. */
  private static final String BAD = "%012x".formatted(500);

  @TempDir Path folder;
  private Path key;

  @BeforeEach
  void makeFolder() {
    key = folder.resolve("key.json");
  }

  @Test
  void everyGoodEventIsStoredOnceAndEveryBadOneIsADeadLetter(TestInfo test) throws Exception {
    var trail = new Trail("secops", EVENTS / RECORDS, RECORDS, 20, 5);
    Path objects = Files.createDirectory(folder.resolve("objects"));
    for (int i = 0; i < trail.objects(); i++) {
      Files.write(objects.resolve(trail.fileName(i)), trail.object(i));
    }
    try (var server = server(Naming.INDEX)) {
      server.faults(faults(17, Fault.THROTTLED, Fault.UNAVAILABLE, Fault.BROKEN_OFF, Fault.FORGED));
      String input = "type = file, paths = [\"%s/*.gz\"]".formatted(objects);
      long start = System.nanoTime();
      try (Agent agent = start(configuration(server, input))) {
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
        report(test, server, agent, start);
      }
      assertThat(times(server)).hasSize(EVENTS - trail.objects()).allSatisfy(SecopsIT::once);
      assertAllThere(server, trail.ids());
      assertThat(server.asked()).noneMatch(asked -> asked.status() == 413);
    }
  }

  @Test
  void nothingIsLostWhenTheAgentIsKilled(TestInfo test) throws Exception {
    var trail = new Trail("killed", Math.max(4, EVENTS / 12_500), RECORDS, 20, 6);
    var random = new Random(18);
    try (var cloud = new LocalCloud(3, 1);
        var server = server(Naming.NOT)) {
      cloud.put(trail);
      server.faults(faults(19, Fault.TAKEN_BUT_BROKEN_OFF, Fault.UNAVAILABLE, Fault.SLOW));
      String input =
          """
          type = s3, queue-url = "%s", sqs-endpoint = "%s", s3-endpoint = "%s", path-style = true
          visibility-timeout = 3s, wait-time = 1s, retry { initial = 1s, max = 2s }
          """
              .formatted(cloud.queueUrl(), cloud.queues(), cloud.buckets());
      Path configuration = configuration(server, input);
      long start = System.nanoTime();
      int share = trail.objects() * RECORDS / (KILLS + 1);
      for (int kill = 0; kill < KILLS; kill++) {
        int moment = kill * share + random.nextInt(share);
        try (Agent agent = start(configuration)) {
          await("for " + moment + " events")
              .atMost(PATIENCE)
              .pollInterval(Duration.ofMillis(2))
              .until(() -> server.stored().size() > moment || !agent.running());
          assertThat(agent.running()).as(agent.stderr()).isTrue();
          agent.kill();
        }
      }
      try (Agent agent = start(configuration)) {
        await("an empty queue")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> !agent.running() || cloud.messages() == 0);
        agent.terminate();
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
        report(test, server, agent, start);
      }
      assertAllThere(server, trail.ids());
    }
  }

  /** Signs in as the machine, where there is a metadata server. */
  @Test
  void checkProvesTheIdentityOfTheMachine() throws Exception {
    try (var server = server(Naming.NOT)) {
      Files.delete(key);
      var environment =
          Map.of(
              "GCE_METADATA_HOST", server.address().substring("http://".length()),
              "HOME", folder.toString());
      Path configuration = configuration(server, "type = stdin");
      Files.writeString(
          configuration, Files.readString(configuration).replaceAll("credentials-file = .*", ""));
      try (Agent agent =
          Agent.start(folder, environment, "check", "--connect", configuration.toString())) {
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      }
      assertThat(server.tokensGiven()).isEqualTo(1);
      server.refuseAll(403);
      try (Agent agent =
          Agent.start(folder, environment, "check", "--connect", configuration.toString())) {
        assertThat(agent.exitCode(PATIENCE)).isNotZero();
        assertThat(agent.stderr())
            .contains("outputs.secops", "needs the permission chronicle.logTypes.list");
      }
    }
  }

  @Test
  void aWrongKeyIsNamedAtTheStart() throws Exception {
    try (var server = server(Naming.NOT)) {
      Files.writeString(key, "{\"type\":\"service_account\",\"private_key\":\"s3cret\"}");
      try (Agent agent = start(configuration(server, "type = stdin"))) {
        assertThat(agent.exitCode(PATIENCE)).isNotZero();
        assertThat(agent.stderr())
            .contains("credentials file " + key + " is wrong: it lacks the text client_id")
            .doesNotContain("s3cret");
      }
    }
  }

  /** Only a configuration that names the plugin pays for what it brings along. */
  @Test
  void othersLoadNothingOfGoogles() throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    var options = Map.of("LOGBOOM_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    Path quickstart = Built.distribution().resolve("conf/quickstart.conf");
    try (Agent agent = Agent.start(folder, options, "run", quickstart.toString())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.contains("io.logboom."))
        .noneMatch(line -> line.contains(" com.google.") || line.contains(" io.opencensus."));
  }

  private SecopsServer server(Naming naming) throws IOException {
    var server = SecopsServer.start();
    server.forgetBodies();
    server.refuse(SecopsIT::isBad, naming);
    server.writeKey(key);
    return server;
  }

  private static boolean isBad(Stored stored) {
    return stored.id().endsWith(BAD);
  }

  /** Something goes wrong with every eighth request or so. */
  private static IntFunction<Fault> faults(long seed, Fault... which) {
    var random = new Random(seed);
    return _ -> {
      synchronized (random) {
        return random.nextInt(8) == 0 ? which[random.nextInt(which.length)] : Fault.NONE;
      }
    };
  }

  private Path configuration(SecopsServer server, String input) throws IOException {
    return Files.writeString(
        folder.resolve("secops.conf"),
        """
        data-dir = "%s"
        pipelines.main {
          inputs.trail { %s }
          filters = [ { type = cloudtrail }, { type = udm } ]
          outputs.secops {
            type = secops
            project = %s
            region = %s
            instance = "%s"
            endpoint = "%s"
            credentials-file = "%s"
            retry { initial = 50ms, max = 500ms }
          }
        }
        """
            .formatted(
                folder.resolve("data"),
                input,
                SecopsServer.PROJECT,
                SecopsServer.REGION,
                SecopsServer.INSTANCE,
                server.address(),
                key));
  }

  private Agent start(Path configuration) throws IOException {
    return Agent.start(folder, Clients.ENVIRONMENT, "run", configuration.toString());
  }

  /** How often each event was stored. */
  private static Map<String, Integer> times(SecopsServer server) {
    var times = new HashMap<String, Integer>();
    server.stored().forEach(stored -> times.merge(stored.id(), 1, Integer::sum));
    return times;
  }

  private static void once(String id, Integer times) {
    assertThat(times).as(id).isEqualTo(1);
  }

  /** Each good one is stored, each bad one a dead letter with Google's words. */
  private void assertAllThere(SecopsServer server, Set<String> ids) throws IOException {
    var missing = new HashSet<>(ids);
    missing.removeAll(times(server).keySet());
    assertThat(missing).allMatch(id -> id.endsWith(BAD));
    assertThat(missing)
        .isEqualTo(ids.stream().filter(id -> id.endsWith(BAD)).collect(Collectors.toSet()));
    var dead = new HashSet<String>();
    for (var line : Files.readAllLines(folder.resolve("data/dead-letter.jsonl"))) {
      assertThat(line).contains("events:import of 127.0.0.1", "said 400: INVALID_ARGUMENT: ");
      missing.stream().filter(line::contains).forEach(dead::add);
    }
    assertThat(dead).isEqualTo(missing);
  }

  private static void report(TestInfo test, SecopsServer server, Agent agent, long start)
      throws IOException {
    var statuses = new HashMap<Integer, Integer>();
    server.asked().forEach(asked -> statuses.merge(asked.status(), 1, Integer::sum));
    System.err.printf(
        "%s: %,d events stored, %,d of them again, %,d requests %s, %d tokens, %.1f s%n%s%n",
        test.getDisplayName(),
        times(server).size(),
        server.stored().size() - times(server).size(),
        server.asked().size(),
        statuses,
        server.tokensGiven(),
        (System.nanoTime() - start) / 1e9,
        agent.stderr());
  }
}
