package io.logboom.core.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.agent.Occasion;
import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.Plugins;
import io.logboom.core.config.Queueing;
import io.logboom.core.event.JsonEvent;
import io.logboom.core.memory.Blocks;
import io.logboom.core.queue.DiskQueue;
import io.logboom.core.queue.Downstream;
import io.logboom.core.queue.Receipt;
import io.logboom.core.queue.Settlement;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Batch;
import io.logboom.spi.DataSize;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code logboom queue}, on a queue with three events in it. */
final class QueueCommandsTest {
  private static final Origin ORIGIN =
      new Origin("a", "192.0.2.1:514", Instant.EPOCH, Map.of("peer", "192.0.2.1"));

  @TempDir Path folder;
  private Path directory;
  private Path configuration;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void makeQueue() throws Exception {
    directory = folder.resolve("data/queues/pipelines.p.inputs.a");
    configuration =
        Files.writeString(
            folder.resolve("agent.conf"),
            """
            data-dir = "%s"
            pipelines.p {
              inputs.a { type = well, endpoint = "http://example.com", password = p, queue.type = disk }
              outputs.b { type = jar, path = /tmp/jar }
            }
            """
                .formatted(folder.resolve("data")));
    var queue = open();
    var receipt = new Receipt();
    queue.append(List.of(event("one", 1), event("two\u00fc", 2), event("three", 3)), receipt);
    receipt.await();
    queue.close();
  }

  @Test
  void checkSaysThatAQueueIsSound() throws IOException {
    assertThat(run("queue", "check", directory.toString())).isZero();
    assertThat(printed().lines())
        .containsExactly(segment().getFileName() + ": sound: 3 events, 248 bytes", "OK: 1 segment");
    assertThat(told()).isEmpty();
  }

  @Test
  void checkSaysWhereAQueueIsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(segment());
    int two = new String(bytes, ISO_8859_1).indexOf("two");
    bytes[two] = 'T';
    bytes[0] = 'l';
    Files.write(segment(), bytes);
    assertThat(run("queue", "check", directory.toString())).isEqualTo(1);
    assertThat(printed().lines())
        .containsExactly(
            segment().getFileName()
                + ": damaged: the header, bytes "
                + (two - 40)
                + " to "
                + (two + 8)
                + "; readable: 2 events, 248 bytes");
    assertThat(Files.readAllBytes(segment())).isEqualTo(bytes);
  }

  @Test
  void checkSaysThatTheCursorIsLost() throws IOException {
    Files.write(directory.resolve("cursor"), new byte[10]);
    assertThat(run("queue", "check", directory.toString())).isEqualTo(1);
    assertThat(printed()).contains("cursor: damaged");
  }

  @Test
  void dumpPrintsEventsAsTheyAreAndLeavesThemThere() {
    for (int i = 0; i < 2; i++) {
      assertThat(run("queue", "dump", directory.toString())).isZero();
      assertThat(printed()).isEqualTo("one\ntwo\u00fc\nthree\n");
      out.reset();
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void dumpPrintsEventsAsJson() throws IOException {
    assertThat(run("queue", "dump", "--json", directory.toString())).isZero();
    var second = JsonMapper.shared().readTree(printed().lines().toList().get(1));
    assertThat(second.path("event").asString()).isEqualTo("two\u00fc");
    assertThat(second.path("place").asString()).isEqualTo("192.0.2.1:514#2");
    assertThat(second.path("input").asString()).isEqualTo("a");
    assertThat(second.path("received").asString()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(second.path("origin").path("peer").asString()).isEqualTo("192.0.2.1");
    assertThat(second.path("segment").asString()).isEqualTo(segment().getFileName().toString());
  }

  @Test
  void drainPrintsEventsAndForgetsThem() throws Exception {
    assertThat(run("queue", "drain", configuration.toString(), "a")).isZero();
    assertThat(printed()).isEqualTo("one\ntwo\u00fc\nthree\n");
    assertThat(told()).contains("3 events were taken out of " + directory);
    out.reset();
    assertThat(run("queue", "drain", configuration.toString(), "pipelines.p.inputs.a")).isZero();
    assertThat(printed()).isEmpty();
    assertThat(run("queue", "check", directory.toString())).isZero();
    assertThat(printed()).isEqualToIgnoringNewLines("OK: 0 segments");
    var queue = open();
    assertThat(queue.events()).isZero();
    queue.close();
  }

  @Test
  void drainForgetsNothingThatCouldNotBePrinted() {
    var broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("nobody reads");
          }
        };
    assertThat(run(broken, "queue", "drain", directory.toString())).isEqualTo(1);
    assertThat(told()).contains("standard output could not be written to");
    assertThat(run("queue", "dump", directory.toString())).isZero();
    assertThat(printed()).isEqualTo("one\ntwo\u00fc\nthree\n");
  }

  @Test
  void aQueueAtWorkIsLeftAlone() throws Exception {
    var queue = open();
    for (var command : List.of("check", "dump", "drain")) {
      assertThat(run("queue", command, directory.toString())).isEqualTo(1);
    }
    assertThat(told()).contains("the queue " + directory + " is in use by another process");
    assertThat(printed()).isEmpty();
    queue.close();
  }

  @Test
  void whatIsNotThereIsToldSo() {
    assertThat(run("queue", "check", folder.resolve("nothing").toString())).isEqualTo(1);
    assertThat(told()).contains(folder.resolve("nothing") + ": there is no such directory");
    assertThat(run("queue", "drain", folder.toString())).isEqualTo(1);
    assertThat(told()).contains(folder + ": there is no queue in this directory");
    assertThat(folder.resolve("lock")).doesNotExist();
    assertThat(run("queue", "check", configuration.toString(), "c")).isEqualTo(2);
    assertThat(told())
        .contains(
            "no input or output is called c; there are: pipelines.p.inputs.a,"
                + " pipelines.p.outputs.b");
    assertThat(run("queue", "check", "missing.conf", "a")).isEqualTo(2);
    assertThat(told()).contains("missing.conf: no such file");
    assertThat(run("queue")).isEqualTo(2);
    assertThat(run("queue", "check")).isEqualTo(2);
    assertThat(run("queue", "dump", "--help")).isZero();
    assertThat(printed()).contains("--json");
  }

  private int run(String... args) {
    return run(out, args);
  }

  private int run(OutputStream to, String... args) {
    return new Commands(
            new NoEngine(),
            Plugins::installed,
            Map.of(),
            new PrintStream(to, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(args);
  }

  private String printed() {
    return out.toString(UTF_8);
  }

  private String told() {
    return err.toString(UTF_8);
  }

  private Path segment() {
    var segments = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(directory, "*.segment")) {
      files.forEach(segments::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return segments.getFirst();
  }

  private DiskQueue open() throws IOException {
    var options =
        new Queueing(
            Queueing.Type.DISK,
            new DataSize(1 << 20),
            new DataSize(1 << 16),
            Queueing.Sync.OS,
            Duration.ofMillis(100));
    var queue =
        new DiskQueue(
            directory,
            "pipelines.p.inputs.a",
            options,
            new Meter(Meter.Kind.INPUT, "pipelines.p.inputs.a", "well"),
            new Blocks(1 << 16, 1 << 20),
            1 << 20,
            new Nowhere());
    queue.open();
    return queue;
  }

  private static Event event(String text, long ordinal) {
    byte[] bytes = text.getBytes(UTF_8);
    return JsonEvent.of(bytes, 0, bytes.length, ORIGIN, ordinal);
  }

  /** Takes nothing. */
  private static final class Nowhere implements Downstream {
    @Override
    public void hand(Batch batch, Settlement settlement) throws InterruptedException {
      new CountDownLatch(1).await();
    }

    @Override
    public boolean offer(Batch batch, Settlement settlement) {
      return false;
    }

    @Override
    public void flush() {}
  }

  private static final class NoEngine implements Engine {
    @Override
    public int run(AgentConfig config) {
      throw new AssertionError("nothing is to run");
    }

    @Override
    public int run(AgentConfig config, Occasion occasion) {
      throw new AssertionError("nothing is to be tried");
    }

    @Override
    public List<String> connect(AgentConfig config) {
      throw new AssertionError("nothing is to be reached for");
    }
  }
}
