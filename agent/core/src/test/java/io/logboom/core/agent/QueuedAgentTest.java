package io.logboom.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.Batching;
import io.logboom.core.config.InputConfig;
import io.logboom.core.config.Logging;
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
import io.logboom.spi.Origin;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Agents whose inputs or outputs have a queue on disk. */
@Timeout(60)
class QueuedAgentTest {
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Output AWAY =
      _ -> {
        throw new IOException("nobody answers");
      };

  @TempDir Path directory;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAnOutputDoesNotTakeStaysQueuedAndIsDeliveredLater(boolean behindInput) throws Exception {
    var delivered = new CountDownLatch(1);
    Input endless =
        out -> {
          for (int i = 0; i < 100; i++) {
            out.emit(batch(10 * i, 10)).await();
          }
          delivered.countDown();
          new CountDownLatch(1).await();
        };
    var first = agent(endless, AWAY, behindInput);
    int code = runAndStop(first, delivered);

    assertThat(code).as(told()).isZero();
    assertThat(told())
        .containsPattern("1,000 queue-appended")
        .containsPattern("1,000 queue-events");

    var kept = new Keeper();
    Input nothing = _ -> {};
    assertThat(agent(nothing, kept, behindInput).run()).as(told()).isZero();
    assertThat(kept.ids).isEqualTo(ids(1000));
    assertThat(told()).contains("1,000 queue-replayed");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFiniteInputsQueueIsEmptiedBeforeTheAgentEnds(boolean behindInput) throws Exception {
    var kept = new Keeper();
    Input finite =
        out -> {
          var deliveries = new ArrayList<Delivery>();
          for (int i = 0; i < 500; i++) {
            deliveries.add(out.emit(batch(10 * i, 10)));
          }
          out.flush();
          for (var delivery : deliveries) {
            delivery.await();
          }
        };
    assertThat(agent(finite, kept, behindInput).run()).as(told()).isZero();
    assertThat(kept.ids).isEqualTo(ids(5000));
    assertThat(told()).doesNotContain("queue-events");
  }

  @Test
  void eventsBrokenAtBirthGoToTheDeadLetterFile() throws Exception {
    var kept = new Keeper();
    Input broken =
        out -> {
          var events = List.of(event(1), event(2));
          var rejected = List.of(new Rejected(event(3), "born broken"));
          out.emit(new Batch(events, rejected, 100, () -> {})).await();
          assertThat(Files.readString(directory.resolve("letters.jsonl"))).contains("born broken");
        };
    assertThat(agent(broken, kept, true).run()).as(told()).isZero();
    assertThat(kept.ids).isEqualTo(Set.of(1, 2));
  }

  @Test
  void anOutputThatIsAwayDoesNotStopTheOthers() throws Exception {
    var kept = new Keeper();
    var delivered = new CountDownLatch(1);
    Input endless =
        out -> {
          var deliveries = new ArrayList<Delivery>();
          for (int i = 0; i < 2000; i++) {
            deliveries.add(out.emit(batch(10 * i, 10)));
          }
          for (var delivery : deliveries) {
            delivery.await();
          }
          delivered.countDown();
          new CountDownLatch(1).await();
        };
    var agent =
        new Agent(
            config(
                new InputConfig(
                    "pipelines.p.inputs.in", new Fakes.In(endless), Fakes.NOTHING, none()),
                List.of(output("away", AWAY, disk()), output("here", kept, none()))),
            new PrintStream(err, true, UTF_8));
    assertThat(runAndStop(agent, delivered)).as(told()).isZero();
    assertThat(kept.ids).isEqualTo(ids(20_000));
    assertThat(told()).contains("20,000 queue-events");
  }

  @Test
  void aQueueThatIsInUseFailsTheStart() throws Exception {
    var started = new CountDownLatch(1);
    Input endless =
        _ -> {
          started.countDown();
          new CountDownLatch(1).await();
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = agent(endless, new Keeper(), true);
      var running = threads.submit(first::run);
      started.await();
      assertThatThrownBy(() -> agent(endless, new Keeper(), true).run())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.resolve("queues/pipelines.p.inputs.in").toString())
          .hasMessageContaining("in use by another process");
      first.stop();
      assertThat(running.get()).isZero();
    }
  }

  @Test
  void whatIsLeftInAQueueThatWasSwitchedOffIsTold() throws Exception {
    var delivered = new CountDownLatch(1);
    Input endless =
        out -> {
          out.emit(batch(0, 10)).await();
          delivered.countDown();
          new CountDownLatch(1).await();
        };
    assertThat(runAndStop(agent(endless, AWAY, true), delivered)).isZero();
    var log = (Logger) LoggerFactory.getLogger("io.logboom.core.flow.Queues");
    var told = new ListAppender<ILoggingEvent>();
    told.start();
    log.addAppender(told);
    Input nothing = _ -> {};
    assertThat(agent(nothing, new Keeper(), false).run()).isZero();
    log.detachAppender(told);
    assertThat(told.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.startsWith("pipelines.p.inputs.in: its queue is switched off"));
  }

  private int runAndStop(Agent agent, CountDownLatch when) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = threads.submit(agent::run);
      await().until(() -> when.getCount() == 0 || running.isDone());
      agent.stop();
      return running.get();
    }
  }

  private Agent agent(Input input, Output output, boolean behindInput) throws Exception {
    return new Agent(
        config(
            new InputConfig(
                "pipelines.p.inputs.in",
                new Fakes.In(input),
                Fakes.NOTHING,
                behindInput ? disk() : none()),
            List.of(output("out", output, behindInput ? none() : disk()))),
        new PrintStream(err, true, UTF_8));
  }

  private static OutputConfig output(String name, Output output, Queueing queue) {
    return new OutputConfig(
        "pipelines.p.outputs." + name,
        new Fakes.Out(output),
        Fakes.NOTHING,
        Optional.empty(),
        List.of(),
        new Batching(new DataSize(4096), 100, SHORT),
        new Retry(Duration.ofMillis(1), SHORT, Optional.empty()),
        2,
        Duration.ofSeconds(5),
        queue);
  }

  private AgentConfig config(InputConfig input, List<OutputConfig> outputs) {
    return new AgentConfig(
        directory,
        new DataSize(64 << 10),
        Duration.ofMillis(500),
        new Logging(Logging.Level.ERROR, Logging.Format.TEXT),
        directory.resolve("letters.jsonl"),
        List.of(new PipelineConfig("p", List.of(input), List.of(), outputs)));
  }

  private static Queueing disk() {
    return queueing(Queueing.Type.DISK);
  }

  private static Queueing none() {
    return queueing(Queueing.Type.NONE);
  }

  private static Queueing queueing(Queueing.Type type) {
    return new Queueing(
        type, new DataSize(64 << 20), new DataSize(64 << 10), Queueing.Sync.OS, SHORT);
  }

  private String told() {
    return err.toString(UTF_8);
  }

  private static Batch batch(int from, int count) {
    return Batch.of(IntStream.range(from, from + count).mapToObj(QueuedAgentTest::event).toList());
  }

  private static Set<Integer> ids(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toSet());
  }

  private static Event event(int id) {
    byte[] bytes = Integer.toString(id).getBytes(UTF_8);
    return JsonEvent.of(
        bytes, 0, bytes.length, new Origin("in", "test", Instant.EPOCH, Map.of()), id);
  }

  /** Keeps the ids of what is written. */
  private static final class Keeper implements Output {
    private final Set<Integer> ids = new ConcurrentSkipListSet<>();

    @Override
    public void write(Batch batch) {
      for (var event : batch.events()) {
        ids.add(Integer.parseInt(new String(event.array(), event.offset(), event.length(), UTF_8)));
      }
    }
  }
}
