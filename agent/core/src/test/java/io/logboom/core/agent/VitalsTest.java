package io.logboom.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.Plugins;
import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Batch;
import io.logboom.spi.Filter;
import io.logboom.spi.Input;
import io.logboom.spi.Origin;
import io.logboom.spi.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which agents count as stuck, and which as idle. */
class VitalsTest {
  private static final Duration LIMIT = Duration.ofMillis(30);
  private static final Filter THROUGH = (event, next) -> next.accept(event);

  @TempDir Path directory;
  private final CountDownLatch release = new CountDownLatch(1);

  /** Emits one event and goes on until it is stopped. */
  private final Input one =
      out -> {
        byte[] bytes = "{}".getBytes(UTF_8);
        var origin = new Origin("in", "test", Instant.EPOCH, Map.of());
        out.emit(Batch.of(List.of(JsonEvent.of(bytes, 0, bytes.length, origin, 0))));
        new CountDownLatch(1).await();
      };

  private interface Look {
    void at(Agent agent) throws Exception;
  }

  private void run(Input input, Filter filter, Output output, Look look) throws Exception {
    var file =
        Files.writeString(
            directory.resolve("agent.conf"),
            """
            data-dir = "%s"
            drain-timeout = 100ms
            logging.level = error
            pipelines.p {
              inputs.a { type = fake }
              filters = [ { type = fake } ]
              outputs.b { type = fake, timeout = 20ms, batch.age = 1ms, retry { initial = 1ms, max = 10ms } }
            }
            """
                .formatted(directory));
    var plugins = Plugins.of(new Fakes.In(input), new Fakes.Through(filter), new Fakes.Out(output));
    var config = new ConfigReader(plugins, Map.of()).read(List.of(file));
    var agent = new Agent(config, new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    assertThat(agent.vitals().begun()).isFalse();
    assertThat(agent.vitals().stalls(Duration.ZERO)).isEmpty();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    agent.run();
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });
    try {
      look.at(agent);
    } finally {
      release.countDown();
      agent.stop();
      thread.join();
    }
    assertThat(agent.vitals().isCutShort()).isTrue();
  }

  /** Others may show up for a moment, where the machine is slow. */
  private static void awaitStall(Agent agent, String... texts) {
    // One of these tests lets a thread die.
    await()
        .dontCatchUncaughtExceptions()
        .untilAsserted(
            () ->
                assertThat(agent.vitals().stalls(LIMIT))
                    .anySatisfy(stall -> assertThat(stall.toString()).contains(texts)));
  }

  @Test
  void aFilterThatComesToNoEndIsStuck() throws Exception {
    Filter hangs =
        (event, next) -> {
          release.await();
          next.accept(event);
        };
    run(
        one,
        hangs,
        _ -> {},
        agent -> awaitStall(agent, "filtering", "\n  at io.logboom.core.agent.VitalsTest"));
  }

  @Test
  void aWriteThatDoesNotHeedItsTimeoutIsStuck() throws Exception {
    Output deaf =
        _ -> {
          boolean released = false;
          while (!released) {
            try {
              release.await();
              released = true;
            } catch (InterruptedException e) {
              // Deaf.
            }
          }
        };
    run(one, THROUGH, deaf, agent -> awaitStall(agent, "a write of pipelines.p.outputs.b"));
  }

  @Test
  void anOutputWhoseThreadDiedIsStuck() throws Exception {
    Output dies =
        _ -> {
          throw new IOException() {
            @Override
            public String getMessage() {
              throw new AssertionError("a fault where the engine counts on none");
            }
          };
        };
    run(
        one,
        THROUGH,
        dies,
        agent -> awaitStall(agent, "a thread of pipelines.p.outputs.b has died"));
  }

  @Test
  void anOutputThatIsDownIsNotStuck() throws Exception {
    var tries = new CountDownLatch(20);
    Output down =
        _ -> {
          tries.countDown();
          throw new IOException("down");
        };
    run(
        one,
        THROUGH,
        down,
        agent -> {
          tries.await();
          assertThat(agent.vitals().begun()).isTrue();
          assertThat(agent.vitals().stalls(Duration.ofSeconds(30))).isEmpty();
        });
  }
}
