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
import io.logboom.spi.ClosedException;
import io.logboom.spi.Context;
import io.logboom.spi.DataSize;
import io.logboom.spi.Delivery;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Filter;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.Framing.Format;
import io.logboom.spi.Input;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import io.logboom.spi.RetryAfterException;
import io.logboom.spi.UndeliveredException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's promise, with inputs, filters and outputs that do as they are told. */
class AgentTest {
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Queueing NO_QUEUE =
      new Queueing(
          Queueing.Type.NONE,
          new DataSize(1 << 20),
          new DataSize(1 << 16),
          Queueing.Sync.OS,
          SHORT);

  @TempDir Path directory;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /**
   * Ids go in, faults come at random, and each id is accounted for at each output: written there,
   * dropped on purpose, or in a dead letter. What is delivered is already durable at that moment.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyEventIsAccountedForWhateverTheOutputsDo(long seed) throws Exception {
    int batches = 150;
    var steady = new Fickle(seed, Set.of());
    var fickle = new Fickle(seed, Set.of(Fault.values()));
    var delivered = new ConcurrentSkipListSet<Integer>();
    var early = new ConcurrentSkipListSet<String>();
    Input input =
        out -> {
          var random = new Random(seed);
          var waiting = new ArrayList<Map.Entry<List<Integer>, Delivery>>();
          int id = 0;
          for (int i = 0; i < batches; i++) {
            var events = new ArrayList<Event>();
            for (int size = random.nextInt(20); size >= 0; size--) {
              events.add(event(id++));
            }
            var released = new AtomicInteger();
            var batch =
                new Batch(
                    events,
                    random.nextInt(5) == 0
                        ? List.of(new Rejected(event(-id++), "born broken"))
                        : List.of(),
                    events.size() * 64L,
                    () -> {
                      assertThat(released.incrementAndGet()).isEqualTo(1);
                      scribble(events);
                    });
            waiting.add(Map.entry(events.stream().map(AgentTest::id).toList(), out.emit(batch)));
          }
          out.flush();
          for (var one : waiting) {
            one.getValue().await();
            delivered.add(waiting.indexOf(one));
            for (int each : one.getKey()) {
              if (each % 10 != 1 && each % 10 != 3 && !steady.written.containsKey(each)) {
                early.add("steady " + each);
              }
              if (each % 10 == 3 && letters().stream().noneMatch(born("filters.0", each))) {
                early.add("letter " + each);
              }
            }
          }
        };
    Filter dropsMultipliesFails =
        (event, next) -> {
          int id = id(event);
          switch (id % 10) {
            case 1 -> next.drop("ones");
            case 2 -> {
              next.accept(event.with(next.bytes().put("{\"id\":" + id + ",\"copy\":1}")));
              next.accept(event.with(next.bytes().put("{\"id\":" + id + ",\"copy\":2}")));
            }
            case 3 -> throw new MalformedException("threes", "a three", -1);
            default -> next.accept(event);
          }
        };
    var config =
        config(
            List.of(new Fakes.In(input)),
            List.of(new Fakes.Through(dropsMultipliesFails)),
            List.of(new Fakes.Out(steady), new Fakes.Out(fickle)),
            new DataSize(4096));

    int code = new Agent(config, new PrintStream(err, true, UTF_8)).run();

    assertThat(code).as("seed %d", seed).isZero();
    assertThat(early).isEmpty();
    assertThat(delivered).hasSize(batches);
    var letters = letters();
    var total = new TreeSet<Integer>();
    var random = new Random(seed);
    int id = 0;
    for (int i = 0; i < batches; i++) {
      for (int size = random.nextInt(20); size >= 0; size--) {
        total.add(id++);
      }
      if (random.nextInt(5) == 0) {
        assertThat(letters).anyMatch(born("inputs.in0", -id++));
      }
    }
    for (int each : total) {
      switch (each % 10) {
        case 1 -> {
          assertThat(steady.written).doesNotContainKey(each);
          assertThat(fickle.written).doesNotContainKey(each);
        }
        case 3 -> assertThat(letters).anyMatch(born("filters.0", each));
        default -> {
          int copies = each % 10 == 2 ? 2 : 1;
          assertThat(steady.written.get(each)).as("seed %d id %d", seed, each).isEqualTo(copies);
          int refused = (int) letters.stream().filter(born("outputs.out1", each)).count();
          assertThat(fickle.written.getOrDefault(each, 0) + refused)
              .as("seed %d id %d", seed, each)
              .isGreaterThanOrEqualTo(copies);
        }
      }
    }
  }

  @Test
  void streamsFilterForThemselvesWhenThereAreAsManyAsCores() throws Exception {
    int streams = Runtime.getRuntime().availableProcessors();
    var together = new CyclicBarrier(streams);
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    Set<Thread> filtering = ConcurrentHashMap.newKeySet();
    Filter filter =
        (event, next) -> {
          filtering.add(Thread.currentThread());
          next.accept(event);
        };
    Function<Context, Input> input =
        context ->
            out -> {
              Framer.Sink sink =
                  batch -> {
                    readers.add(Thread.currentThread());
                    meet(together);
                    out.emit(batch);
                    meet(together);
                  };
              var framer =
                  context.framer(
                      new Framing(Format.LINES, FieldPath.of("Records"), DataSize.of("1KiB")));
              var reading = new ArrayList<Future<Long>>();
              try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int id = 0; id < streams; id++) {
                  var event = event(id);
                  var stream = new ByteArrayInputStream(event.array());
                  reading.add(threads.submit(() -> framer.read(stream, event.origin(), sink)));
                }
              }
              assertThat(reading).allSatisfy(one -> assertThat(one.get()).isEqualTo(1));
            };
    var output = new Fickle(1, Set.of());
    var agent = agent(new Fakes.In(input), filter, output);

    assertThat(agent.run()).isZero();

    assertThat(output.written).hasSize(streams);
    assertThat(filtering).hasSize(streams).isEqualTo(readers);
  }

  /** Waits until all streams have come as far as this. */
  private static void meet(CyclicBarrier all) throws InterruptedException {
    try {
      all.await(10, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAgentThatIsStoppedBreaksThePromisesItCannotKeep() throws Exception {
    var broken = new CountDownLatch(1);
    var emitted = new CountDownLatch(1);
    Input input =
        out -> {
          var delivery = out.emit(Batch.of(List.of(event(1))));
          emitted.countDown();
          try {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              delivery.await();
            }
          } catch (UndeliveredException e) {
            broken.countDown();
          }
        };
    Output never =
        _ -> {
          throw new IOException("refused");
        };
    var agent =
        new Agent(
            config(
                List.of(new Fakes.In(input)),
                List.of(),
                List.of(new Fakes.Out(never)),
                new DataSize(1 << 20)),
            new PrintStream(err, true, UTF_8));
    var code = new AtomicInteger(-1);
    var running = Thread.startVirtualThread(() -> code.set(run(agent)));
    emitted.await();
    agent.stop();
    running.join();
    assertThat(broken.getCount()).isZero();
    assertThat(code).hasValue(1);
    assertThat(directory.resolve("letters.jsonl")).doesNotExist();
  }

  @Test
  void anAgentThatIsStoppedDeliversWhatItCan() throws Exception {
    var output = new Fickle(1, Set.of());
    var emitted = new CountDownLatch(1);
    var kept = new CountDownLatch(1);
    Input input =
        out -> {
          var delivery = out.emit(Batch.of(List.of(event(1), event(4))));
          emitted.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            delivery.await();
            kept.countDown();
          }
        };
    var config =
        config(
            List.of(new Fakes.In(input)),
            List.of(),
            List.of(new Fakes.Out(output)),
            new DataSize(1 << 20),
            Duration.ofDays(1));
    var agent = new Agent(config, new PrintStream(err, true, UTF_8));
    var code = new AtomicInteger(-1);
    var running = Thread.startVirtualThread(() -> code.set(run(agent)));
    emitted.await();
    agent.stop();
    running.join();
    assertThat(kept.getCount()).isZero();
    assertThat(code).hasValue(0);
    assertThat(output.written.keySet()).containsExactlyInAnyOrder(1, 4);
  }

  @Test
  void anInputThatFailsEndsTheAgentWithCodeOne() throws Exception {
    Input failing =
        _ -> {
          throw new IOException("no such file");
        };
    Input endless = _ -> new CountDownLatch(1).await();
    var agent =
        new Agent(
            config(
                List.of(new Fakes.In(failing), new Fakes.In(endless)),
                List.of(),
                List.of(new Fakes.Out(new Fickle(1, Set.of()))),
                new DataSize(1 << 20)),
            new PrintStream(err, true, UTF_8));
    assertThat(agent.run()).isEqualTo(1);
  }

  @Test
  void anOutputThatIsClosedForGoodEndsTheAgentWithCodeOne() throws Exception {
    Input endless =
        out -> {
          while (true) {
            out.emit(Batch.of(List.of(event(1)))).await();
          }
        };
    Output closed =
        _ -> {
          throw new ClosedException("nobody reads any more", new IOException());
        };
    var agent =
        new Agent(
            config(
                List.of(new Fakes.In(endless)),
                List.of(),
                List.of(new Fakes.Out(closed)),
                new DataSize(1 << 20)),
            new PrintStream(err, true, UTF_8));
    assertThat(agent.run()).isEqualTo(1);
  }

  @Test
  void inputsWaitForASlowOutputAndMemoryStaysBounded() throws Exception {
    var gate = new CountDownLatch(1);
    var emitted = new AtomicInteger();
    Output slow = _ -> gate.await();
    Input input =
        out -> {
          for (int i = 0; i < 100; i++) {
            out.emit(new Batch(List.of(event(i)), List.of(), 1000, () -> {}));
            emitted.incrementAndGet();
          }
        };
    var agent =
        new Agent(
            config(
                List.of(new Fakes.In(input)),
                List.of(),
                List.of(new Fakes.Out(slow)),
                new DataSize(10_000)),
            new PrintStream(err, true, UTF_8));
    var running = Thread.startVirtualThread(() -> run(agent));
    await().until(() -> emitted.get() == 10);
    await().during(Duration.ofMillis(50)).until(() -> emitted.get() == 10);
    gate.countDown();
    running.join();
    assertThat(emitted).hasValue(100);
  }

  @Test
  void aSummaryTellsWhatBecameOfTheEvents() throws Exception {
    Input input =
        out -> {
          var delivery = out.emit(Batch.of(List.of(event(1), event(2), event(3))));
          out.flush();
          delivery.await();
        };
    Filter filter =
        (event, next) -> {
          switch (id(event)) {
            case 1 -> next.drop("ones");
            case 2 -> throw new MalformedException("twos", "a two", -1);
            default -> next.accept(event);
          }
        };
    var output = new Fickle(1, Set.of());
    var agent = agent(new Fakes.In(input), filter, output);
    assertThat(agent.run()).isZero();
    assertThat(err.toString(UTF_8))
        .contains("logboom: 3 events, 24 B in ")
        .containsPattern("input +p\\.in0 \\(fake\\) +3 events, 24 B")
        .containsPattern(
            "filter +p\\.filters\\.0 \\(fake\\) +3 in, 1 out, 1 dropped \\(ones\\), "
                + "1 failed \\(twos\\), 1 dead letters")
        .containsPattern("output +p\\.out0 \\(fake\\) +1 events, 8 B")
        .containsPattern("dead letters: 1 in .*letters\\.jsonl");
  }

  private Agent agent(Fakes.In input, Filter filter, Output output) throws Exception {
    return new Agent(
        config(
            List.of(input),
            List.of(new Fakes.Through(filter)),
            List.of(new Fakes.Out(output)),
            new DataSize(64 << 20)),
        new PrintStream(err, true, UTF_8));
  }

  private static int run(Agent agent) {
    try {
      return agent.run();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> letters() throws IOException {
    var path = directory.resolve("letters.jsonl");
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private static java.util.function.Predicate<String> born(String plugin, int id) {
    return line ->
        line.contains("\"plugin\":\"pipelines.p." + plugin + "\"")
            && line.contains("\"event\":\"{\\\"id\\\":" + id)
            && line.matches(".*\\{\\\\\"id\\\\\":" + id + "\\D.*");
  }

  private AgentConfig config(
      List<Fakes.In> inputs,
      List<Fakes.Through> filters,
      List<Fakes.Out> outputs,
      DataSize inFlight) {
    return config(inputs, filters, outputs, inFlight, SHORT);
  }

  private AgentConfig config(
      List<Fakes.In> inputs,
      List<Fakes.Through> filters,
      List<Fakes.Out> outputs,
      DataSize inFlight,
      Duration age) {
    var ins = new ArrayList<InputConfig>();
    inputs.forEach(
        in ->
            ins.add(
                new InputConfig(
                    "pipelines.p.inputs.in" + ins.size(), in, Fakes.NOTHING, NO_QUEUE)));
    var throughs = new ArrayList<FilterConfig>();
    filters.forEach(
        through ->
            throughs.add(
                new FilterConfig(
                    "pipelines.p.filters." + throughs.size(),
                    through,
                    Fakes.NOTHING,
                    Optional.empty(),
                    OnError.DEAD_LETTER)));
    var outs = new ArrayList<OutputConfig>();
    outputs.forEach(
        out ->
            outs.add(
                new OutputConfig(
                    "pipelines.p.outputs.out" + outs.size(),
                    out,
                    Fakes.NOTHING,
                    Optional.empty(),
                    List.of(),
                    new Batching(new DataSize(500), 7, age),
                    new Retry(Duration.ofMillis(1), SHORT, Optional.empty()),
                    3,
                    Duration.ofMillis(50),
                    NO_QUEUE)));
    return new AgentConfig(
        directory,
        inFlight,
        Duration.ofSeconds(2),
        new Logging(Logging.Level.ERROR, Logging.Format.TEXT),
        directory.resolve("letters.jsonl"),
        List.of(new PipelineConfig("p", ins, throughs, outs)));
  }

  private static Event event(int id) {
    byte[] bytes = ("{\"id\":" + id + "}").getBytes(UTF_8);
    return JsonEvent.of(
        bytes, 0, bytes.length, new Origin("in", "test", Instant.EPOCH, Map.of()), id);
  }

  private static int id(Event event) {
    var text = new String(event.array(), event.offset(), event.length(), UTF_8);
    return Integer.parseInt(text.replaceAll("\\{\"id\":(-?\\d+).*", "$1"));
  }

  /** Once a batch is released its arrays are somebody else's: whoever still looks gets rubbish. */
  private static void scribble(List<Event> events) {
    events.forEach(event -> Arrays.fill(event.array(), (byte) '#'));
  }

  private enum Fault {
    AGAIN,
    LATER,
    NEVER,
    FAULT,
    ERROR,
    HANG
  }

  /** An output that fails at random, half of the time after it has written. */
  private static final class Fickle implements Output {
    private final Random random;
    private final List<Fault> faults;
    private final Map<Integer, Integer> written = new ConcurrentHashMap<>();

    Fickle(long seed, Set<Fault> faults) {
      this.random = new Random(seed);
      this.faults = new ArrayList<>(new TreeSet<>(faults));
    }

    @Override
    public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
      int dice;
      synchronized (random) {
        dice = random.nextInt(3 * Math.max(1, faults.size()));
      }
      if (dice >= faults.size()) {
        batch.events().forEach(this::keep);
        return;
      }
      switch (faults.get(dice)) {
        case AGAIN -> throw new IOException("again");
        case LATER -> throw new RetryAfterException("later", SHORT);
        case FAULT -> throw new IllegalStateException("fault");
        case ERROR -> throw new NoClassDefFoundError("error");
        case HANG -> new CountDownLatch(1).await();
        case NEVER -> {
          var half = batch.events().size() / 2;
          batch.events().subList(0, half).forEach(this::keep);
          throw new RejectedException(
              batch.events().subList(half, batch.events().size()).stream()
                  .map(event -> new Rejected(event, "not wanted"))
                  .toList());
        }
      }
    }

    private void keep(Event event) {
      written.merge(id(event), 1, Integer::sum);
    }
  }
}
