package io.logboom.inputs.s3;

import static org.awaitility.Awaitility.await;

import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** An input at work between a fake AWS and a scripted pipeline. */
final class Trial implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  final FakeAws aws;
  final Setup setup;
  final TestContext context;
  ScriptedEmitter emitter = ScriptedEmitter.delivering();
  private Running running;

  Trial(Path folder, String... queues) throws IOException {
    this.aws = new FakeAws();
    this.setup = new Setup(aws, queues.length == 0 ? new String[] {"trail"} : queues);
    this.context = new TestContext(folder);
  }

  /** Stores an object of so many CloudTrail-like events, gzipped, and announces it. */
  void announce(String key, int events) {
    store(key, events);
    aws.sqs.send("trail", FakeAws.created("logs", key));
  }

  void store(String key, int events) {
    aws.s3.put("logs", key, gzip(document(key, events)));
  }

  static String document(String key, int events) {
    return "{\"Records\":["
        + String.join(",", IntStream.range(0, events).mapToObj(i -> event(key, i)).toList())
        + "]}";
  }

  static String event(String key, int number) {
    return "{\"id\":\"" + key + "#" + number + "\"}";
  }

  static List<String> events(String key, int events) {
    return IntStream.range(0, events).mapToObj(i -> event(key, i)).toList();
  }

  static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  S3Input input() {
    return new S3Input(setup.config(), context);
  }

  Trial start() {
    running = Running.start(input(), emitter);
    return this;
  }

  void interrupt() {
    running.interrupt();
  }

  void join() throws InterruptedException {
    running.join(PATIENCE);
  }

  /** Waits until the queue is empty. */
  Trial drained() {
    await().atMost(PATIENCE).until(() -> aws.sqs.messages("trail").isEmpty());
    return this;
  }

  /** Waits until a counter has come this far. */
  Trial counted(String counter, long count) {
    await().atMost(PATIENCE).until(() -> context.count(counter) >= count);
    return this;
  }

  @Override
  public void close() throws IOException {
    try {
      if (running != null) {
        running.close();
      }
    } finally {
      aws.close();
    }
  }
}
