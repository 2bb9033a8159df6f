package io.logboom.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.AdminConfig;
import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.Batching;
import io.logboom.core.config.HostPort;
import io.logboom.core.config.InputConfig;
import io.logboom.core.config.Logging;
import io.logboom.core.config.OtlpConfig;
import io.logboom.core.config.OutputConfig;
import io.logboom.core.config.PipelineConfig;
import io.logboom.core.config.Queueing;
import io.logboom.core.config.Retry;
import io.logboom.core.event.JsonEvent;
import io.logboom.core.telemetry.Health.Phase;
import io.logboom.spi.Batch;
import io.logboom.spi.DataSize;
import io.logboom.spi.Input;
import io.logboom.spi.Origin;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent says of its health while it runs, and when it cannot be asked. */
class AgentHealthTest {
  private static final String NAME = "pipelines.p.inputs.in";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private Agent agent(Input input, AdminConfig admin) throws Exception {
    var memory = Queueing.Type.NONE;
    var queue =
        new Queueing(
            memory, new DataSize(1 << 20), new DataSize(1 << 16), Queueing.Sync.OS, PATIENCE);
    var pipeline =
        new PipelineConfig(
            "p",
            List.of(new InputConfig(NAME, new Fakes.In(input), Fakes.NOTHING, queue)),
            List.of(),
            List.of(
                new OutputConfig(
                    "pipelines.p.outputs.out",
                    new Fakes.Out(_ -> {}),
                    Fakes.NOTHING,
                    Optional.empty(),
                    List.of(),
                    new Batching(new DataSize(500), 7, Duration.ofMillis(1)),
                    new Retry(Duration.ofMillis(1), Duration.ofMillis(5), Optional.empty()),
                    1,
                    PATIENCE,
                    queue)));
    var config =
        new AgentConfig(
            folder,
            new DataSize(1 << 20),
            Duration.ofSeconds(5),
            new Logging(Logging.Level.ERROR, Logging.Format.TEXT),
            folder.resolve("letters.jsonl"),
            admin,
            OtlpConfig.OFF,
            List.of(pipeline));
    return new Agent(config, new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
  }

  private static CompletableFuture<Integer> run(Agent agent) {
    var code = new CompletableFuture<Integer>();
    Thread.startVirtualThread(
        () -> {
          try {
            code.complete(agent.run());
          } catch (Exception e) {
            code.completeExceptionally(e);
          }
        });
    return code;
  }

  private static void awaitPhase(Agent agent, Phase phase) {
    await().atMost(PATIENCE).until(() -> agent.health().inputs().get(NAME).phase() == phase);
  }

  @Test
  void itIsReadyWhenItsInputsSaySoOrEmit() throws Exception {
    var gates = List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
    var agent =
        agent(
            out -> {
              gates.get(0).await();
              out.unready("no such queue");
              gates.get(1).await();
              out.ready();
              gates.get(2).await();
            },
            AdminConfig.OFF);
    var code = run(agent);
    assertThat(agent.health().ready()).isFalse();
    gates.get(0).countDown();
    awaitPhase(agent, Phase.UNREADY);
    assertThat(agent.health().inputs().get(NAME).why()).isEqualTo("no such queue");
    gates.get(1).countDown();
    awaitPhase(agent, Phase.READY);
    assertThat(agent.health().ready()).isTrue();
    gates.get(2).countDown();
    assertThat(code.get()).isZero();
    awaitPhase(agent, Phase.ENDED);
    assertThat(agent.health().ready()).as("of an agent that has ended").isFalse();
  }

  @Test
  void whoEmitsReads() throws Exception {
    var gate = new CountDownLatch(1);
    var agent =
        agent(
            out -> {
              var origin = new Origin(NAME, "here", Instant.now(), Map.of());
              out.emit(Batch.of(List.of(JsonEvent.of(new byte[] {'1'}, 0, 1, origin, 1)))).await();
              gate.await();
            },
            AdminConfig.OFF);
    var code = run(agent);
    awaitPhase(agent, Phase.READY);
    gate.countDown();
    assertThat(code.get()).isZero();
  }

  @Test
  void itFailsWhenItCannotListenWhereItWasTold() throws Exception {
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var listen = Optional.of(new HostPort("127.0.0.1", taken.getLocalPort()));
      var never = new CountDownLatch(1);
      var agent =
          agent(
              _ -> never.await(),
              new AdminConfig(true, listen, Optional.empty(), AdminConfig.ReadAccess.TOKEN));
      assertThat(run(agent).get()).isEqualTo(1);
    }
  }
}
