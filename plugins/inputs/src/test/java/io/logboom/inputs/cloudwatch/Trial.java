package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/** An input at work between a fake CloudWatch Logs and a scripted pipeline. */
final class Trial implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  final FakeLogs logs = new FakeLogs();
  final Setup setup = new Setup();
  final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  final TestContext context;
  ScriptedEmitter emitter = ScriptedEmitter.delivering();
  private Running running;

  Trial(Path folder) {
    context =
        new TestContext(
            folder,
            _ -> {
              throw new IllegalStateException("nothing is framed here");
            },
            (bytes, origin) -> {
              var event = JsonEvent.of(bytes, 0, bytes.length, origin, 0);
              events.add(event);
              return event;
            });
  }

  CloudWatchInput input() {
    var config = setup.config();
    return new CloudWatchInput(config, context, new Clients(config, logs, new FakeSts(logs)));
  }

  Trial start() {
    running = Running.start(input(), emitter);
    return this;
  }

  /** Stops it, and starts another one over the same data with a pipeline of its own. */
  Trial restart() throws Exception {
    if (!running.ended()) {
      stop();
    }
    emitter = ScriptedEmitter.delivering();
    return start();
  }

  void stop() throws IOException, InterruptedException {
    running.interrupt();
    running.join(PATIENCE);
    running.close();
  }

  Running running() {
    return running;
  }

  /** Waits until exactly these have been delivered in this life of the input, each of them once. */
  Trial delivered(Collection<String> messages) {
    await().atMost(PATIENCE).until(() -> new HashSet<>(emitter.delivered()).containsAll(messages));
    assertThat(emitter.delivered()).containsExactlyInAnyOrderElementsOf(messages);
    return this;
  }

  Trial delivered(String... messages) {
    return delivered(List.of(messages));
  }

  /** Waits until a counter has come this far. */
  Trial counted(String counter, long count) {
    await().atMost(PATIENCE).until(() -> context.count(counter) >= count);
    return this;
  }

  /** Waits until so many more polls than by now have come to an end. */
  Trial polled(int more) {
    return counted("polls", context.count("polls") + more);
  }

  @Override
  public void close() throws IOException {
    if (running != null) {
      running.close();
    }
  }
}
