package io.logboom.inputs.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local leases against scripted answers, for what no emulator does or does on cue. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
final class LocalInputTest {
  private static final String FIRST = "shardId-000000000000";

  @TempDir Path folder;
  private final FakeStream stream = FakeStream.of(1);
  private final ScriptedEmitter emitter = ScriptedEmitter.delivering();

  private Setup setup() {
    return new Setup(stream, folder);
  }

  private TestContext delivers(List<String> events, String... options) throws Exception {
    var context = setup().context();
    try (var running = Running.start(setup().input(context, options), emitter)) {
      await().untilAsserted(() -> assertThat(emitter.delivered()).hasSameElementsAs(events));
      running.interrupt();
      running.join(Duration.ofSeconds(5));
      assertThat(running.failure()).isNull();
    }
    return context;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("parents are delivered to their ends before their children are begun")
  void resharding() throws Exception {
    stream.put(0, "one");
    stream.split(0);
    stream.put(1, "two");
    stream.put(2, "three");
    stream.merge(1, 2);
    stream.put(3, "four");
    var holding = ScriptedEmitter.holding();
    var context = setup().context();
    try (var running = Running.start(setup().input(context), holding)) {
      await().until(() -> holding.emitted().equals(List.of("one")));
      await()
          .during(Duration.ofMillis(1500))
          .atMost(Duration.ofSeconds(3))
          .until(() -> holding.emitted().size() == 1);
      holding.deliver();
      await().until(() -> holding.emitted().size() == 3);
      assertThat(setup().remembered(FIRST)).isEqualTo("ended");
      holding.deliver();
      await().until(() -> holding.emitted().size() == 4);
      holding.deliver();
      running.interrupt();
      running.join(Duration.ofSeconds(5));
    }
    assertThat(holding.delivered()).containsExactlyInAnyOrder("one", "two", "three", "four");
    assertThat(context.count("shards-ended")).isEqualTo(3);
  }

  @Test
  @DisplayName("shards that are split while they are read are followed")
  void splitMeanwhile() throws Exception {
    stream.put(0, "one");
    try (var running = Running.start(setup().input(setup().context()), emitter)) {
      await().until(() -> emitter.delivered().size() == 1);
      stream.split(0);
      stream.put(1, "two");
      stream.put(2, "three");
      await().until(() -> emitter.delivered().size() == 3);
      running.interrupt();
      running.join(Duration.ofSeconds(5));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "beginning, 'old,new'",
    "now, ''",
    "1h, new",
    "2026-11-21T09:30:00Z, new",
    "2026-11-21T08:00:00Z, 'old,new'"
  })
  @DisplayName("a stream that nobody has read yet is begun where told")
  void start(String start, String expected) throws Exception {
    stream.put(0, bytes("old"), TestContext.NOW.minus(Duration.ofMinutes(90)));
    stream.put(0, bytes("new"), TestContext.NOW.minus(Duration.ofMinutes(10)));
    stream.split(0);
    try (var running =
        Running.start(setup().input(setup().context(), "start = \"" + start + "\""), emitter)) {
      await().until(() -> stream.calls().stream().anyMatch(call -> call.contains("000002")));
      stream.put(1, bytes("late"), TestContext.NOW.plusSeconds(1));
      await().until(() -> emitter.delivered().contains("late"));
      running.interrupt();
      running.join(Duration.ofSeconds(5));
    }
    assertThat(String.join(",", emitter.delivered()))
        .isEqualTo(expected + (expected.isEmpty() ? "late" : ",late"));
  }

  @Test
  @DisplayName("now is when the agent first started, so that nothing is skipped by starting again")
  void nowStaysNow() throws Exception {
    delivers(List.of(), "start = now");
    await().until(() -> Files.exists(folder.resolve("checkpoints")));
    stream.put(0, bytes("between"), TestContext.NOW.plusSeconds(5));
    delivers(List.of("between"), "start = now");
  }

  @Test
  @DisplayName("of an aggregate only the parts not delivered yet are read again")
  void subSequence() throws Exception {
    String large = "x".repeat(600 << 10);
    var aggregate = new Aggregated();
    for (int i = 0; i < 4; i++) {
      aggregate.add("key", bytes(i + large));
    }
    String sequence = stream.put(0, aggregate.bytes());
    var holding = ScriptedEmitter.holding();
    try (var running = Running.start(setup().input(setup().context()), holding)) {
      await().until(() -> holding.emitted().size() == 4);
      running.interrupt();
      holding.fail();
      running.join(Duration.ofSeconds(5));
    }
    assertThat(setup().remembered(FIRST)).isEmpty();

    var half =
        new ScriptedEmitter(
            batch ->
                batch == 0
                    ? new ScriptedEmitter.Fate.Delivered(Duration.ZERO)
                    : new ScriptedEmitter.Fate.Held());
    try (var running = Running.start(setup().input(setup().context()), half)) {
      await().until(() -> half.emitted().size() == 4);
      await().until(() -> setup().remembered(FIRST).equals(sequence + " 0"));
      running.interrupt();
      half.fail();
      running.join(Duration.ofSeconds(5));
    }
    delivers(List.of("1" + large, "2" + large, "3" + large));
    assertThat(setup().remembered(FIRST)).isEqualTo(sequence + " 3");
  }

  @Test
  @DisplayName("control messages and empty records move the shard on like any other")
  void nothingToHandOn() throws Exception {
    stream.put(0, "before");
    String sequence =
        stream.put(0, "{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[{\"message\":\"\"}]}");
    delivers(List.of("before"));
    assertThat(setup().remembered(FIRST)).isEqualTo(sequence + " 0");
  }

  @Test
  @DisplayName(
      "parts of an aggregate that belong to another shard are counted, delivered or dropped")
  void outsideShard() throws Exception {
    stream.split(0);
    var aggregate = new Aggregated();
    aggregate.add("a", "0", bytes("inside")).add("b", "1" + "0".repeat(38), bytes("inside too"));
    aggregate.add("c", "34" + "0".repeat(37), bytes("outside"));
    stream.put(1, aggregate.bytes());
    var context = delivers(List.of("inside", "inside too", "outside"));
    assertThat(context.count("outside-shard")).isEqualTo(1);
    var other = new LocalInputTest();
    other.folder = Files.createDirectory(folder.resolve("other"));
    other.stream.split(0);
    other.stream.put(1, aggregate.bytes());
    var dropping = other.delivers(List.of("inside", "inside too"), "outside-shard = drop");
    assertThat(dropping.count("outside-shard")).isEqualTo(1);
  }

  @Test
  @DisplayName("how far a shard is behind is shown while it is read")
  void lag() throws Exception {
    for (int i = 0; i < 300; i++) {
      stream.put(0, "x".repeat(100) + i);
    }
    var holding = ScriptedEmitter.blocked();
    var context = setup().context();
    String gauge = "millis-behind-latest.trail/" + FIRST;
    try (var running = Running.start(setup().input(context, "fetch-size = 10KiB"), holding)) {
      await().until(() -> holding.waiting() == 1);
      holding.open();
      await().until(() -> context.gauged(gauge) == 60_000);
      await().until(() -> context.gauged(gauge) == 0);
      running.interrupt();
      running.join(Duration.ofSeconds(5));
    }
    assertThat(context.gauged(gauge)).isNegative();
  }

  @Test
  @DisplayName("requests ask for as many records as make up the size wanted")
  void fetchSize() throws Exception {
    for (int i = 0; i < 40; i++) {
      stream.put(0, i + "x".repeat(30 << 10));
    }
    try (var running =
        Running.start(setup().input(setup().context(), "fetch-size = 100KiB"), emitter)) {
      await().until(() -> emitter.delivered().size() == 40);
      running.interrupt();
      running.join(Duration.ofSeconds(5));
    }
    assertThat(stream.calls()).contains("records " + FIRST + " 10", "records " + FIRST + " 3");
  }
}
