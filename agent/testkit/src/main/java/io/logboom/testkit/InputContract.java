package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.Input;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every input promises; a test class of the input's own extends it and gives it a {@link
 * Stock}. Each test puts events with unique ids in stock, lets the input run against a scripted
 * pipeline and counts: none may be lost, and none forgotten before it is delivered. Duplicates are
 * allowed.
 */
@Timeout(120)
public abstract class InputContract {

  /** What lies ready to be read: the far side of an input, under the test's control. */
  public interface Stock extends AutoCloseable {

    /** A new input over all that is still there, as a new process would make it. */
    Input input() throws Exception;

    /**
     * Whether an event would still be read by an input made now or later: it has not been
     * forgotten.
     */
    boolean holds(String id);

    @Override
    void close() throws IOException;
  }

  /** What not every input can do; all true unless a test class says otherwise. */
  public enum Ability {
    /** By itself it reads again what was not delivered; without it, its run throws instead. */
    READS_AGAIN,
    /** It makes its source forget what was delivered. */
    FORGETS,
    /** Its run goes on until it is interrupted; without it, it ends when all is read. */
    RUNS_ON
  }

  private static final Duration PROMPT = Duration.ofSeconds(10);
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final int EVENTS = 40;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private Duration patience = Duration.ofSeconds(40);
  private Stock stock;

  /**
   * Puts these events in stock, each one JSON text without line breaks whose {@code id} is unique.
   */
  protected abstract Stock stock(List<String> events) throws Exception;

  /** Whether the input can do this. */
  protected boolean can(Ability ability) {
    return true;
  }

  /** How long the input may take for all events; tests of the contract itself are less patient. */
  final void patience(Duration time) {
    patience = time;
  }

  @BeforeEach
  final void fill() throws Exception {
    System.err.println("seed " + seed);
    stock =
        stock(
            IntStream.range(0, EVENTS)
                .mapToObj(i -> "{\"id\":\"event-" + i + "\",\"text\":\"" + "x".repeat(i) + "\"}")
                .toList());
  }

  @AfterEach
  final void empty() throws Exception {
    stock.close();
  }

  @Test
  @DisplayName("says that it reads, emits every event, and has the source forget what is delivered")
  final void deliversAll() throws Exception {
    var emitter = ScriptedEmitter.delivering();
    try (var running = Running.start(stock.input(), emitter)) {
      await().atMost(patience).until(() -> ids(emitter.delivered()).equals(all()));
      await("says that it reads").atMost(patience).until(emitter::isReady);
      forgets(all());
      end(running);
    }
    assertThat(emitter.misused()).as("emitted after its run was over").isFalse();
  }

  @Test
  @DisplayName("loses nothing when deliveries fail at random")
  final void readsAgain() throws Exception {
    var emitter = ScriptedEmitter.failing(random, 0.3);
    try (var running = Running.start(stock.input(), emitter)) {
      if (can(Ability.READS_AGAIN)) {
        await().atMost(patience).until(() -> ids(emitter.delivered()).equals(all()));
        forgets(all());
        end(running);
      } else {
        running.join(patience);
        boolean whole = ids(emitter.delivered()).equals(all());
        assertThat(running.failure() != null || whole)
            .as("returned as if all were delivered; seed %d", seed)
            .isTrue();
      }
    }
    assertKept(emitter);
  }

  @Test
  @DisplayName("forgets no event before it is delivered, however long that takes")
  final void waitsForDelivery() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var running = Running.start(stock.input(), emitter)) {
      await().atMost(patience).until(() -> emitter.batches() > 0);
      await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(3))
          .until(() -> all().stream().allMatch(stock::holds));
      await()
          .atMost(patience)
          .until(
              () -> {
                emitter.deliver();
                return ids(emitter.delivered()).equals(all());
              });
      forgets(all());
      running.interrupt();
      running.join(PROMPT);
    }
  }

  @Test
  @DisplayName("loses nothing when deliveries are slow and out of order")
  final void bearsSlowness() throws Exception {
    var emitter = ScriptedEmitter.slow(random, Duration.ofMillis(300));
    try (var running = Running.start(stock.input(), emitter)) {
      await()
          .atMost(patience)
          .until(
              () -> {
                assertKept(emitter);
                return ids(emitter.delivered()).equals(all());
              });
      forgets(all());
      end(running);
    }
  }

  @Test
  @DisplayName("waits, loses nothing and can be stopped while the pipeline is full")
  final void bearsBackpressure() throws Exception {
    var emitter = ScriptedEmitter.blocked();
    try (var running = Running.start(stock.input(), emitter)) {
      await().atMost(patience).until(() -> emitter.waiting() > 0);
      running.interrupt();
      running.join(PROMPT);
    }
    assertThat(all()).as("kept by the source").allMatch(stock::holds);
    var open = ScriptedEmitter.delivering();
    try (var running = Running.start(stock.input(), open)) {
      await().atMost(patience).until(() -> ids(open.delivered()).equals(all()));
      end(running);
    }
  }

  @Test
  @DisplayName("loses nothing when interrupted at any point, and stops promptly")
  final void stopsAnywhere() throws Exception {
    Set<String> delivered = new HashSet<>();
    for (int round = 0; round < 12 && !delivered.equals(all()); round++) {
      int batches = random.nextInt(4);
      var emitter = ScriptedEmitter.slow(random, Duration.ofMillis(50));
      try (var running = Running.start(stock.input(), emitter)) {
        await()
            .pollInterval(Duration.ofMillis(2))
            .atMost(patience)
            .until(
                () -> {
                  delivered.addAll(ids(emitter.delivered()));
                  return emitter.batches() >= batches || running.ended() || delivered.equals(all());
                });
        running.interrupt();
        running.join(PROMPT);
      }
      delivered.addAll(ids(emitter.delivered()));
      assertThat(all())
          .as("delivered, or kept by the source; seed %d", seed)
          .allMatch(id -> delivered.contains(id) || stock.holds(id));
      assertThat(emitter.misused()).as("emitted after its run was over").isFalse();
    }
    var emitter = ScriptedEmitter.delivering();
    try (var running = Running.start(stock.input(), emitter)) {
      await()
          .atMost(patience)
          .until(
              () -> {
                delivered.addAll(ids(emitter.delivered()));
                return delivered.equals(all());
              });
      end(running);
    }
  }

  @Test
  @DisplayName("when interrupted, waits for the deliveries under way and has them forgotten")
  final void drains() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var running = Running.start(stock.input(), emitter)) {
      await().atMost(patience).until(() -> emitter.batches() > 0);
      await()
          .during(Duration.ofMillis(500))
          .atMost(PROMPT)
          .until(() -> !ids(emitter.emitted()).isEmpty());
      running.interrupt();
      await().during(Duration.ofMillis(500)).atMost(PROMPT).until(() -> !running.ended());
      emitter.deliver();
      running.join(PROMPT);
    }
    assertKept(emitter);
  }

  private void end(Running running) throws InterruptedException {
    if (can(Ability.RUNS_ON)) {
      running.interrupt();
      running.join(PROMPT);
    } else {
      running.join(patience);
    }
    assertThat(running.failure()).as("what its run threw").isNull();
  }

  private void forgets(Set<String> ids) {
    if (can(Ability.FORGETS)) {
      await().atMost(patience).until(() -> ids.stream().noneMatch(stock::holds));
    }
  }

  /** Whatever is not delivered must still be there. */
  private void assertKept(ScriptedEmitter emitter) {
    Set<String> gone = all().stream().filter(id -> !stock.holds(id)).collect(Collectors.toSet());
    assertThat(ids(emitter.delivered())).as("delivered; seed %d", seed).containsAll(gone);
  }

  private static Set<String> all() {
    return IntStream.range(0, EVENTS).mapToObj(i -> "event-" + i).collect(Collectors.toSet());
  }

  private static Set<String> ids(List<String> events) {
    Set<String> ids = new HashSet<>();
    for (String event : events) {
      Matcher matcher = ID.matcher(event);
      assertThat(matcher.find()).as("an id in %s", event).isTrue();
      ids.add(matcher.group(1));
    }
    return ids;
  }
}
