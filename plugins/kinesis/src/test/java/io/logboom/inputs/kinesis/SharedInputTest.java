package io.logboom.inputs.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.ScriptedEmitter.Fate;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The Kinesis Client Library on a scripted stream, for what no emulator does (fan-out, children
 * after a split, lag), with its leases in DynamoDB Local.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
final class SharedInputTest {
  private static final String FIRST = "shardId-000000000000";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static LeaseServer server;

  @TempDir Path folder;
  private final FakeStream stream = FakeStream.of(1);
  private final ScriptedEmitter emitter = ScriptedEmitter.delivering();
  private SharedSetup setup;

  @BeforeAll
  static void start() throws IOException {
    server = LeaseServer.start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void setUp() {
    setup = new SharedSetup(server, stream, folder);
  }

  @AfterEach
  void tearDown() {
    setup.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void stop(Running running) throws InterruptedException {
    running.interrupt();
    running.join(Duration.ofSeconds(10));
    assertThat(running.failure()).isNull();
  }

  private void awaitDelivered(String... events) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(emitter.delivered()).containsExactlyInAnyOrder(events));
  }

  @Test
  @DisplayName("takes leases, remembers what is delivered, and gives the leases back when it stops")
  void leases() throws Exception {
    stream.put(0, "one");
    stream.put(0, new Aggregated().add("a", bytes("two")).add("b", bytes("three")).bytes());
    var context = setup.context();
    String last;
    try (var running = Running.start(setup.input(context, "worker-id = me"), emitter)) {
      awaitDelivered("one", "two", "three");
      assertThat(setup.owner(FIRST)).isEqualTo("me");
      last = stream.put(0, "four");
      awaitDelivered("one", "two", "three", "four");
      await().until(() -> setup.remembered(FIRST).equals(last + " 0"));
      await().until(() -> context.gauged("millis-behind-latest.trail/" + FIRST) == 0);
      stop(running);
    }
    assertThat(setup.owner(FIRST)).isEmpty();
    assertThat(context.gauged("millis-behind-latest.trail/" + FIRST)).isNegative();
    assertThat(context.count("aggregates")).isEqualTo(1);

    stream.put(0, "five");
    try (var running = Running.start(setup.input(setup.context()), emitter)) {
      awaitDelivered("one", "two", "three", "four", "five");
      stop(running);
    }
  }

  @Test
  @DisplayName("parents are delivered to their ends before their children are begun")
  void resharding() throws Exception {
    stream.put(0, "one");
    var holding = ScriptedEmitter.holding();
    var context = setup.context();
    try (var running = Running.start(setup.input(context), holding)) {
      await().atMost(PATIENCE).until(() -> holding.emitted().equals(List.of("one")));
      stream.split(0);
      stream.put(1, "two");
      stream.put(2, "three");
      stream.merge(1, 2);
      stream.put(3, "four");
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(6))
          .until(() -> holding.emitted().size() == 1);
      assertThat(setup.remembered(FIRST)).doesNotContain("SHARD_END");
      holding.deliver();
      await().atMost(PATIENCE).until(() -> holding.emitted().size() == 3);
      assertThat(setup.remembered(FIRST)).isIn("SHARD_END 0", "");
      holding.deliver();
      await().atMost(PATIENCE).until(() -> holding.emitted().size() == 4);
      holding.deliver();
      stop(running);
    }
    assertThat(holding.delivered()).containsExactlyInAnyOrder("one", "two", "three", "four");
    assertThat(context.count("shards-ended")).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "what was not delivered is read again, within an aggregate from the part that was not")
  void undelivered() throws Exception {
    String large = "x".repeat(600 << 10);
    stream.put(
        0, new Aggregated().add("a", bytes("1" + large)).add("b", bytes("2" + large)).bytes());
    var failing =
        new ScriptedEmitter(
            batch ->
                batch == 1
                    ? new Fate.Undelivered(Duration.ofMillis(200))
                    : new Fate.Delivered(Duration.ZERO));
    var context = setup.context();
    try (var running = Running.start(setup.input(context), failing)) {
      await().atMost(PATIENCE).until(() -> failing.delivered().size() >= 2);
      stop(running);
    }
    assertThat(failing.emitted()).containsExactly("1" + large, "2" + large, "2" + large);
    assertThat(context.count("undelivered")).isEqualTo(1);
  }

  @Test
  @DisplayName("records are pushed by enhanced fan-out, and shards that end followed")
  void fanOut() throws Exception {
    stream.put(0, "one");
    try (var running =
        Running.start(
            setup.input(setup.context(), "retrieval = fan-out, consumer = siem"), emitter)) {
      awaitDelivered("one");
      assertThat(setup.async.registered()).isTrue();
      stream.put(0, "two");
      awaitDelivered("one", "two");
      stream.split(0);
      stream.put(1, "three");
      stream.put(2, "four");
      awaitDelivered("one", "two", "three", "four");
      stop(running);
    }
  }

  @Test
  @DisplayName("a stream that nobody has read yet is begun at the time that is told")
  void startTime() throws Exception {
    stream.put(0, bytes("old"), TestContext.NOW.minus(Duration.ofMinutes(90)));
    stream.put(0, bytes("new"), TestContext.NOW.minus(Duration.ofMinutes(10)));
    try (var running =
        Running.start(setup.input(setup.context(), "start = \"2026-11-21T09:30:00Z\""), emitter)) {
      awaitDelivered("new");
      stream.put(0, "late");
      awaitDelivered("new", "late");
      stop(running);
    }
  }

  @Test
  @DisplayName("the library's metrics go to CloudWatch when they are asked for")
  void metrics() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    var cloudWatch =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloudWatch.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Amz-Target")
                  + " "
                  + new String(body, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    cloudWatch.start();
    stream.put(0, "one");
    try (var running =
        Running.start(
            setup.input(
                setup.context(),
                "metrics = cloudwatch, cloudwatch-endpoint = \"http://127.0.0.1:"
                    + cloudWatch.getAddress().getPort()
                    + "\""),
            emitter)) {
      awaitDelivered("one");
      await()
          .atMost(PATIENCE)
          .until(() -> asked.stream().anyMatch(request -> request.contains("PutMetricData")));
      stop(running);
    } finally {
      cloudWatch.stop(0);
    }
  }

  @Test
  @DisplayName("a library that comes second when two are begun for the first time is begun anew")
  void begunAnew() throws Exception {
    stream.put(0, "one");
    setup.second.set(1);
    var context = setup.context();
    try (var running =
        Running.start(setup.input(context, "retry { initial = 50ms, max = 1s }"), emitter)) {
      awaitDelivered("one");
      assertThat(context.count("failed-cannot-begin")).isEqualTo(1);
      stop(running);
    }
  }

  @Test
  @DisplayName("a library whose thread dies fails the input instead of idling")
  void dies() throws Exception {
    setup.async.failListing(() -> new NoSuchMethodError("software.amazon.Example.method()"));
    try (var running = Running.start(setup.input(setup.context()), emitter)) {
      running.join(Duration.ofSeconds(20));
      assertThat(running.failure())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("NoSuchMethodError: software.amazon.Example.method()");
    }
  }

  @Test
  @DisplayName("a record that is not what it claims is a dead letter, and the shard goes on")
  void badRecords() throws Exception {
    stream.put(0, "before");
    byte[] aggregate = new Aggregated().add("key", bytes("text")).bytes();
    aggregate[6] ^= 1;
    stream.put(0, aggregate);
    stream.put(0, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3});
    stream.put(0, "after");
    var context = setup.context();
    try (var running = Running.start(setup.input(context), emitter)) {
      awaitDelivered("before", "after");
      stop(running);
    }
    assertThat(emitter.rejections()).hasSize(2);
    assertThat(context.count("broken-aggregates")).isEqualTo(1);
  }
}
