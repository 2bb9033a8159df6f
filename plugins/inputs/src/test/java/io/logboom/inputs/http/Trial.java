package io.logboom.inputs.http;

import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An input at work, over a pipeline that does as a script says. */
final class Trial implements AutoCloseable {
  private static final Duration PROMPT = Duration.ofSeconds(10);

  final TestContext context = new TestContext(Path.of("unused"));
  final ScriptedEmitter emitter;
  private final HttpInput input;
  private final Running running;

  Trial(Options options) throws Exception {
    this(options, ScriptedEmitter.delivering());
  }

  Trial(Options options, ScriptedEmitter emitter) throws Exception {
    this.emitter = emitter;
    input = new HttpInput(options.config(), context);
    running = Running.start(input, emitter);
    address();
  }

  InetSocketAddress address() throws Exception {
    return input.listening().get(10, TimeUnit.SECONDS).address();
  }

  int port() throws Exception {
    return address().getPort();
  }

  /** A new connection. */
  Wire connect() throws Exception {
    return new Wire(address());
  }

  /** Asks it to stop. */
  void interrupt() {
    running.interrupt();
  }

  boolean ended() {
    return running.ended();
  }

  void join() throws InterruptedException {
    running.join(PROMPT);
  }

  @Override
  public void close() throws IOException {
    emitter.deliver();
    running.close();
  }
}
