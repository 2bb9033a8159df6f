package io.logboom.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.Batching;
import io.logboom.core.config.FilterConfig;
import io.logboom.core.config.InputConfig;
import io.logboom.core.config.Logging;
import io.logboom.core.config.OnError;
import io.logboom.core.config.OutputConfig;
import io.logboom.core.config.PipelineConfig;
import io.logboom.core.config.Queueing;
import io.logboom.core.config.Retry;
import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Batch;
import io.logboom.spi.DataSize;
import io.logboom.spi.Delivery;
import io.logboom.spi.Event;
import io.logboom.spi.Input;
import io.logboom.spi.Memory;
import io.logboom.spi.Origin;
import io.logboom.spi.Output;
import io.logboom.spi.UndeliveredException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's promise where filters have a memory. */
@Timeout(60)
class StatefulAgentTest {
  private static final Queueing NO_QUEUE =
      new Queueing(
          Queueing.Type.NONE,
          new DataSize(1 << 20),
          new DataSize(1 << 16),
          Queueing.Sync.OS,
          Duration.ofMillis(5));

  /** How long an agent that is stopped may take: little where it is meant to be killed. */
  private Duration drain = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Where the filter stands: among those of the pipeline, or of the output; once or twice. */
  enum Place {
    SHARED,
    ROUTE,
    SHARED_TWICE,
    BOTH
  }

  /** A source that ends by itself has everything given out, once. */
  @ParameterizedTest
  @CsvSource({"SHARED", "ROUTE", "SHARED_TWICE", "BOTH"})
  void everythingIsGivenOutInTheEndExactlyOnce(Place place) throws Exception {
    var source = new Source(500);
    var output = new Rows();
    var agent = agent(directory, source.finite(), output, place);
    assertThat(agent.run()).as(err.toString(UTF_8)).isZero();
    assertThat(output.ids()).containsExactlyInAnyOrderElementsOf(source.all());
    assertThat(source.left()).isZero();
  }

  /** Nothing is forgotten by its source before it is saved, nor given out when told to stop. */
  @Test
  void anOrderlyStopSavesAndTheNextStartGoesOn() throws Exception {
    var source = new Source(200);
    var output = new Rows();
    for (int stop = 1; stop <= 3; stop++) {
      var agent = agent(directory, source.upTo(50 * stop), output, Place.BOTH);
      var code = new AtomicInteger(-1);
      var running = Thread.startVirtualThread(() -> code.set(run(agent)));
      int forgotten = 50 * stop;
      await().until(() -> source.forgotten() == forgotten);
      agent.stop();
      running.join();
      assertThat(code).as(err.toString(UTF_8)).hasValue(0);
    }
    assertThat(agent(directory, source.finite(), output, Place.BOTH).run()).isZero();
    assertThat(output.ids()).containsExactlyInAnyOrderElementsOf(source.all());
  }

  /**
   * The agent is killed at random moments, and goes on with what its directory held then: no event
   * is missing from the rows in the end. What was under way may be in there twice.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsLostWhenTheAgentIsKilled(long seed) throws Exception {
    drain = Duration.ofMillis(50);
    var random = new Random(seed);
    var place = Place.values()[(int) (seed % Place.values().length)];
    var source = new Source(1500);
    var output = new Rows();
    Path data = directory.resolve("life-0");
    for (int life = 1; life <= 5; life++) {
      var living = source.endless();
      var agent = agent(data, living, output, place);
      var running = Thread.startVirtualThread(() -> run(agent));
      int enough = source.forgotten() + random.nextInt(200);
      await().pollInterval(Duration.ofMillis(1)).until(() -> source.forgotten() >= enough);
      // What is acknowledged by now must be in the copy, which is of a moment later.
      source.freeze();
      Path copy = directory.resolve("life-" + life);
      copy(data, copy);
      output.freeze();
      agent.stop();
      running.join();
      source.thaw();
      output.thaw();
      data = copy;
    }
    drain = Duration.ofSeconds(20);
    assertThat(agent(data, source.finite(), output, place).run())
        .as("seed %d: %s", seed, err.toString(UTF_8))
        .isZero();
    assertThat(output.ids()).as("seed %d", seed).containsAll(source.all());
    assertThat(source.left()).isZero();
  }

  /** Deliveries wait for the save, the save for what is due, and that for the output. */
  @Test
  void theSourceForgetsLast() throws Exception {
    var gate = new CountDownLatch(1);
    var reached = new CountDownLatch(1);
    Output slow =
        _ -> {
          reached.countDown();
          gate.await();
        };
    var source = new Source(10);
    var agent = agent(directory, source.finite(), slow, Place.SHARED, 1);
    var code = new AtomicInteger(-1);
    var running = Thread.startVirtualThread(() -> code.set(run(agent)));
    reached.await();
    await().during(Duration.ofMillis(200)).until(() -> source.forgotten() == 0);
    gate.countDown();
    running.join();
    assertThat(code).hasValue(0);
    assertThat(source.left()).isZero();
  }

  /** What was due and could not be delivered is not forgotten. */
  @Test
  void whatIsDueAndNotDeliveredIsDueAgain() throws Exception {
    drain = Duration.ofMillis(50);
    Output never =
        _ -> {
          throw new IOException("refused");
        };
    var source = new Source(10);
    var agent = agent(directory, source.finite(), never, Place.SHARED);
    var running = Thread.startVirtualThread(() -> run(agent));
    await().until(() -> source.forgotten() == 10);
    await().until(() -> source.ended.get());
    agent.stop();
    running.join();
    drain = Duration.ofSeconds(20);
    var output = new Rows();
    assertThat(agent(directory, source.finite(), output, Place.SHARED).run()).isZero();
    assertThat(output.ids()).containsExactlyInAnyOrderElementsOf(source.all());
  }

  /** A filter that fails holds everything up, and says so; nothing is lost. */
  @Test
  void aFilterThatFailsIsAskedAgain() throws Exception {
    var failures = new AtomicInteger(4);
    var source = new Source(20);
    var output = new Rows();
    var filter =
        new Gathering(1000) {
          @Override
          public synchronized void due(Instant now, boolean last, io.logboom.spi.Next next) {
            if (failures.getAndDecrement() > 2) {
              throw new IllegalStateException("not now");
            }
            super.due(now, last, next);
          }

          @Override
          public synchronized void save(Memory memory, boolean all) throws IOException {
            super.save(memory, all);
            if (failures.getAndDecrement() > 0) {
              throw new IllegalStateException("nor now");
            }
          }
        };
    var agent =
        new Agent(config(directory, source.finite(), List.of(filter), List.of(), output), err());
    assertThat(agent.run()).isZero();
    assertThat(output.ids()).containsExactlyInAnyOrderElementsOf(source.all());
  }

  @Test
  void twoAgentsCannotShareWhatIsRemembered() throws Exception {
    var source = new Source(10);
    var first = agent(directory, source.upTo(10), new Rows(), Place.SHARED);
    var running = Thread.startVirtualThread(() -> run(first));
    await().until(() -> source.forgotten() == 10);
    var second = agent(directory, source.finite(), new Rows(), Place.SHARED);
    try {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(second::run))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another process");
    } finally {
      first.stop();
      running.join();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    while (true) {
      try (var files = Files.walk(from)) {
        // In the order of the chain: what one filter has given out by then may be in the next one's
        // copy, too, but a kill never leaves it in neither.
        for (Path file : files.sorted().toList()) {
          Path target = to.resolve(from.relativize(file));
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.write(target, Files.readAllBytes(file));
          }
        }
        return;
      } catch (NoSuchFileException | java.io.UncheckedIOException e) {
        // A log was begun anew in the middle of it.
        delete(to);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static int run(Agent agent) {
    try {
      return agent.run();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private PrintStream err() {
    return new PrintStream(err, true, UTF_8);
  }

  private Agent agent(Path data, Input input, Output output, Place place) throws Exception {
    return agent(data, input, output, place, 40);
  }

  private Agent agent(Path data, Input input, Output output, Place place, int group)
      throws Exception {
    var shared = new ArrayList<Gathering>();
    var own = new ArrayList<Gathering>();
    switch (place) {
      case SHARED -> shared.add(new Gathering(group));
      case ROUTE -> own.add(new Gathering(group));
      case SHARED_TWICE -> {
        shared.add(new Gathering(group));
        shared.add(new Gathering(3));
      }
      case BOTH -> {
        shared.add(new Gathering(group));
        own.add(new Gathering(3));
      }
    }
    return new Agent(config(data, input, shared, own, output), err());
  }

  private AgentConfig config(
      Path data, Input input, List<Gathering> shared, List<Gathering> own, Output output) {
    var outputs =
        List.of(
            new OutputConfig(
                "pipelines.p.outputs.out",
                new Fakes.Out(output),
                Fakes.NOTHING,
                Optional.empty(),
                filters("pipelines.p.outputs.out.filters.", own),
                new Batching(new DataSize(5000), 50, Duration.ofSeconds(30)),
                new Retry(Duration.ofMillis(1), Duration.ofMillis(5), Optional.empty()),
                2,
                Duration.ofSeconds(20),
                NO_QUEUE));
    return new AgentConfig(
        data,
        new DataSize(1 << 20),
        drain,
        new Logging(Logging.Level.ERROR, Logging.Format.TEXT),
        data.resolve("letters.jsonl"),
        List.of(
            new PipelineConfig(
                "p",
                List.of(
                    new InputConfig(
                        "pipelines.p.inputs.in", new Fakes.In(input), Fakes.NOTHING, NO_QUEUE)),
                filters("pipelines.p.filters.", shared),
                outputs)));
  }

  private static List<FilterConfig> filters(String address, List<Gathering> filters) {
    var configs = new ArrayList<FilterConfig>();
    for (var filter : filters) {
      configs.add(
          new FilterConfig(
              address + configs.size(),
              new Fakes.Through(filter),
              Fakes.NOTHING,
              Optional.empty(),
              OnError.DEAD_LETTER));
    }
    return configs;
  }

  static Event event(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return JsonEvent.of(
        bytes, 0, bytes.length, new Origin("in", "test", Instant.EPOCH, Map.of()), 0);
  }

  static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), UTF_8);
  }

  /** Keeps what is written, until it is frozen: what a dead agent writes is not there. */
  private static final class Rows implements Output {
    private final List<String> rows = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;

    @Override
    public void write(Batch batch) throws IOException {
      if (frozen) {
        throw new IOException("too late");
      }
      batch.events().forEach(event -> rows.add(text(event)));
    }

    void freeze() {
      frozen = true;
    }

    void thaw() {
      frozen = false;
    }

    List<Integer> ids() {
      return rows.stream()
          .flatMap(row -> List.of(row.split(",")).stream())
          .map(Integer::valueOf)
          .toList();
    }
  }

  /** A queue of numbers that are delivered again until they are acknowledged. */
  private static final class Source {
    private final int size;
    private final ArrayDeque<Integer> visible = new ArrayDeque<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger forgotten = new AtomicInteger();
    private boolean frozen;

    Source(int size) {
      this.size = size;
      for (int i = 0; i < size; i++) {
        visible.add(i);
      }
    }

    List<Integer> all() {
      return java.util.stream.IntStream.range(0, size).boxed().toList();
    }

    int forgotten() {
      return forgotten.get();
    }

    synchronized int left() {
      return visible.size();
    }

    synchronized void freeze() {
      frozen = true;
    }

    synchronized void thaw() {
      frozen = false;
    }

    private synchronized List<Integer> take(int most) {
      var some = new ArrayList<Integer>();
      while (some.size() < most && !visible.isEmpty()) {
        some.add(visible.removeFirst());
      }
      return some;
    }

    private synchronized void settle(List<Integer> ids, boolean delivered) {
      if (delivered && !frozen) {
        forgotten.addAndGet(ids.size());
      } else {
        visible.addAll(ids);
      }
    }

    Input finite() {
      return out -> read(out, size, false);
    }

    /** Goes on until stopped. */
    Input endless() {
      return out -> read(out, size, true);
    }

    /** Reads until so many are forgotten in all, then waits to be stopped. */
    Input upTo(int most) {
      return out -> read(out, most - forgotten.get(), true);
    }

    private void read(io.logboom.spi.Emitter out, int most, boolean waits)
        throws InterruptedException {
      int taken = 0;
      var waiting = new ArrayDeque<Map.Entry<List<Integer>, Delivery>>();
      try {
        while (taken < most) {
          var some = take(Math.min(7, most - taken));
          if (some.isEmpty()) {
            break;
          }
          taken += some.size();
          waiting.add(Map.entry(some, emit(some, out)));
          while (waiting.size() > 20) {
            settle(waiting.getFirst());
            waiting.removeFirst();
          }
        }
        out.flush();
        while (!waiting.isEmpty()) {
          settle(waiting.getFirst());
          waiting.removeFirst();
        }
        ended.set(true);
        if (waits) {
          new CountDownLatch(1).await();
        }
      } catch (InterruptedException e) {
        while (!waiting.isEmpty()) {
          settle(waiting.getFirst());
          waiting.removeFirst();
        }
        throw e;
      }
    }

    /** What the agent was stopped before taking over is the source's still. */
    private Delivery emit(List<Integer> ids, io.logboom.spi.Emitter out)
        throws InterruptedException {
      try {
        return out.emit(Batch.of(ids.stream().map(id -> event(String.valueOf(id))).toList()));
      } catch (InterruptedException e) {
        settle(ids, false);
        throw e;
      }
    }

    private void settle(Map.Entry<List<Integer>, Delivery> one) throws InterruptedException {
      boolean delivered;
      try {
        one.getValue().await();
        delivered = true;
      } catch (UndeliveredException e) {
        delivered = false;
      }
      settle(one.getKey(), delivered);
    }
  }
}
