package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The main job end to end: objects announced on a queue arrive as rows at an HTTP receiver.
 * Whatever happens on the way, every record arrives at least once and the queue ends empty. How
 * often a record came twice is said, not judged.
 */
class MainJobIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Trail TRAIL = Trail.of("main", 200, 500, 7);
  private static final byte[][] OBJECTS = new byte[TRAIL.objects()][];

  @TempDir Path folder;

  @BeforeAll
  static void makeObjects() throws IOException {
    for (int i = 0; i < OBJECTS.length; i++) {
      OBJECTS[i] = TRAIL.object(i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRecordArrivesByNotificationsThatFireByThemselves(MotoCloud.Way way, TestInfo test)
      throws Exception {
    try (var server = Servers.moto();
        var cloud = new MotoCloud(server, way, "trail", 60);
        var receiver = Receiver.reliable()) {
      fill(cloud);
      run(test, cloud, cloud.buckets(), receiver, TRAIL.ids());
    }
  }

  @Test
  void everyRecordArrives(TestInfo test) throws Exception {
    try (var cloud = new LocalCloud(60, 1);
        var receiver = Receiver.reliable()) {
      fill(cloud);
      run(test, cloud, cloud.buckets(), receiver, TRAIL.ids());
      assertThat(receiver.received()).isEqualTo(receiver.unique());
    }
  }

  @Test
  void everyRecordArrivesWhenObjectsAreAnnouncedTwice(TestInfo test) throws Exception {
    try (var cloud = new LocalCloud(60, 2);
        var receiver = Receiver.reliable()) {
      fill(cloud);
      run(test, cloud, cloud.buckets(), receiver, TRAIL.ids());
    }
  }

  @Test
  void everyRecordArrivesWhenAThirdOfRequestsGoWrong(TestInfo test) throws Exception {
    long seed = 20261105;
    System.err.println(test.getDisplayName() + ": seed " + seed);
    try (var cloud = new LocalCloud(60, 1);
        var receiver = Receiver.faulty(seed)) {
      fill(cloud);
      run(test, cloud, cloud.buckets(), receiver, TRAIL.ids());
      assertThat(receiver.answers().keySet()).contains(Receiver.Answer.values());
      System.err.println(test.getDisplayName() + ": answers " + receiver.answers());
    }
  }

  @Test
  void everyRecordArrivesWhenTheAgentIsKilledFiveTimes(TestInfo test) throws Exception {
    long seed = 20261106;
    System.err.println(test.getDisplayName() + ": seed " + seed);
    var random = new Random(seed);
    try (var cloud = new LocalCloud(5, 1);
        var receiver = Receiver.reliable()) {
      fill(cloud);
      int share = TRAIL.objects() * TRAIL.records() / 6;
      for (int kill = 1; kill <= 5; kill++) {
        int moment = (kill - 1) * share + random.nextInt(share);
        try (Agent agent = start(cloud, cloud.buckets(), receiver, "5s")) {
          await("for " + moment + " rows")
              .atMost(PATIENCE)
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(2))
              .until(() -> receiver.unique() > moment || !agent.running());
          assertThat(agent.running()).as(agent.stderr()).isTrue();
          agent.kill();
        }
        System.err.printf("killed at %,d rows%n", receiver.received());
      }
      run(test, cloud, cloud.buckets(), receiver, TRAIL.ids());
    }
  }

  /** Objects that take six times as long as a message stays hidden, unless it is kept hidden. */
  @Test
  void everyRecordArrivesWhenAnObjectTakesLongerThanItsMessageIsHidden(TestInfo test)
      throws Exception {
    var trail = new Trail("slow", 6, 60, 2000, 8);
    int seconds = 30;
    try (var cloud = new LocalCloud(5, 1);
        var wire = Proxy.slow(cloud.buckets(), trail.object(0).length / seconds);
        var receiver = Receiver.reliable()) {
      cloud.put(trail);
      run(test, cloud, wire.endpoint(), receiver, trail.ids());
      assertThat(receiver.received()).isEqualTo(receiver.unique());
    }
  }

  private static void fill(Cloud cloud) {
    for (int i = 0; i < OBJECTS.length; i++) {
      cloud.put(TRAIL.key(i), OBJECTS[i]);
    }
  }

  /** Runs the agent until all is there and the queue is empty, then stops it. */
  private void run(TestInfo test, Cloud cloud, URI buckets, Receiver receiver, Set<String> expected)
      throws Exception {
    long start = System.nanoTime();
    try (Agent agent = start(cloud, buckets, receiver, "5s")) {
      await("every record, and an empty queue")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () ->
                  !agent.running()
                      || (receiver.unique() >= expected.size() && cloud.messages() == 0));
      assertThat(agent.running()).as(agent.stderr()).isTrue();
      agent.terminate();
      assertThat(agent.exitCode(Duration.ofSeconds(30))).as(agent.stderr()).isZero();
      assertThat(agent.stdout()).isEmpty();
      assertThat(receiver.missing(expected)).isEmpty();
      assertThat(cloud.messages()).isZero();
      System.err.printf(
          "%s: %,d records, %,d duplicates, %.1f s%n%s%n",
          test.getDisplayName(),
          receiver.unique(),
          receiver.received() - receiver.unique(),
          (System.nanoTime() - start) / 1e9,
          agent.stderr());
    }
  }

  private Agent start(Cloud cloud, URI buckets, Receiver receiver, String visibility)
      throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("main-job.conf"),
            """
            data-dir = "%s"
            pipelines.main {
              inputs.trail {
                type = s3
                queue-url = "%s"
                sqs-endpoint = "%s"
                s3-endpoint = "%s"
                path-style = true
                visibility-timeout = %s
                wait-time = 1s
                retry { initial = 1s, max = 2s }
              }
              filters = [ { type = cloudtrail }, { type = snare } ]
              outputs.receiver {
                type = http
                endpoint = "%s"
                timeout = 3s
                batch.age = 200ms
                retry { initial = 50ms, max = 500ms }
              }
            }
            """
                .formatted(
                    folder.resolve("data"),
                    cloud.queueUrl(),
                    cloud.queues(),
                    buckets,
                    visibility,
                    receiver.endpoint()));
    return Agent.start(folder, Clients.ENVIRONMENT, "run", configuration.toString());
  }
}
