package io.logboom.inputs.http;

import static io.logboom.inputs.http.Encoded.chunked;
import static io.logboom.inputs.http.Encoded.gzip;
import static io.logboom.inputs.http.Encoded.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.inputs.net.Certificates;
import io.logboom.inputs.net.ClientCertificates;
import io.logboom.testkit.ScriptedEmitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Time, room and the end: what happens when somebody is slow, too much, or stopped. */
@Timeout(60)
final class HttpFlowTest {
  private static final String POST = "POST / HTTP/1.1\r\nHost: x\r\n";

  private static void unavailable(Wire wire) throws Exception {
    var answer = wire.answer();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("Retry-After");
  }

  @Test
  void saysThatNothingWasDelivered() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options(), emitter);
        var wire = trial.connect()) {
      wire.post("{\"a\":1}");
      await().until(() -> emitter.batches() == 1);
      emitter.fail();
      unavailable(wire);
      assertThat(trial.context.count("undelivered")).isEqualTo(1);
      wire.post("{\"a\":1}");
      await().until(() -> emitter.batches() == 2);
      emitter.deliver();
      assertThat(wire.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void waitsForDeliveryNoLongerThanTold() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options().delivery(Duration.ofMillis(300)), emitter);
        var wire = trial.connect()) {
      unavailable(wire.post("{\"a\":1}"));
      assertThat(trial.context.count("undelivered")).isEqualTo(1);
    }
  }

  @Test
  void readsNoMoreThanThereIsRoomFor() throws Exception {
    var emitter = ScriptedEmitter.blocked();
    try (var trial = new Trial(new Options(), emitter);
        var wire = trial.connect()) {
      var sent = new AtomicLong();
      var sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    byte[] lines = utf8("{\"a\":1}\n".repeat(1000));
                    try {
                      wire.send(POST + "Content-Length: 64000000\r\n\r\n");
                      for (int i = 0; i < 8000; i++) {
                        wire.send(lines);
                        sent.addAndGet(lines.length);
                      }
                    } catch (IOException e) {
                      sent.set(-1);
                    }
                  });
      await().until(() -> emitter.waiting() == 1);
      await().during(Duration.ofMillis(500)).until(() -> sent.get() < 30_000_000);
      emitter.open();
      assertThat(wire.answer().body()).contains("\"events\":8000000");
      sender.join();
    }
  }

  @Test
  void readsOnlySoManyBodiesAtOnce() throws Exception {
    var emitter = ScriptedEmitter.blocked();
    try (var trial = new Trial(new Options().concurrency(2), emitter)) {
      var wires = new ArrayList<Wire>();
      for (int i = 0; i < 5; i++) {
        wires.add(trial.connect().post("{\"n\":" + i + "}"));
      }
      await().until(() -> trial.context.count("requests") == 5);
      await().during(Duration.ofMillis(300)).until(() -> emitter.waiting() == 2);
      emitter.open();
      for (var wire : wires) {
        assertThat(wire.answer().status()).isEqualTo(200);
        wire.close();
      }
    }
  }

  @Test
  void aSlowSenderDoesNotHoldUpOthers() throws Exception {
    try (var trial = new Trial(new Options().concurrency(1));
        var slow = trial.connect();
        var quick = trial.connect()) {
      slow.send(POST + "Content-Length: 7\r\n\r\n{\"a\"");
      assertThat(quick.post("{\"b\":1}").answer().status()).isEqualTo(200);
      assertThat(slow.send(":1}").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void givesUpOnThoseWhoSendNothingMore() throws Exception {
    try (var trial = new Trial(new Options().idle(Duration.ofMillis(300)))) {
      try (var silent = trial.connect();
          var idle = trial.connect();
          var within = trial.connect();
          var large = trial.connect()) {
        assertThat(idle.post("{\"a\":1}").answer().status()).isEqualTo(200);
        within.send(POST + "Content-Length: 7\r\n\r\n{");
        large.send(POST + "Content-Length: 7000000\r\n\r\n").send(new byte[1 << 20]);
        assertThat(silent.closed()).isTrue();
        assertThat(idle.closed()).isTrue();
        assertThat(within.answer().status()).isEqualTo(408);
        assertThat(within.closed()).isTrue();
        assertThat(large.answer().status()).isEqualTo(408);
      }
      assertThat(trial.context.count("timed-out")).isEqualTo(2);
    }
  }

  @Test
  void givesUpOnThoseWhoSendDropByDrop() throws Exception {
    try (var trial =
            new Trial(new Options().idle(Duration.ofSeconds(1)).receive(Duration.ofMillis(700)));
        var head = trial.connect();
        var body = trial.connect()) {
      body.send(POST + "Content-Length: 1000000\r\n\r\n");
      head.send("POST / HTTP/1.1\r\n");
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                drop(head, "X: y\r\n");
                drop(body, " ");
                return body.answers();
              });
      assertThat(body.answer().status()).isEqualTo(408);
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(5))
          .until(() -> !drop(head, "X: y\r\n"));
    }
  }

  private static boolean drop(Wire wire, String text) {
    try {
      wire.send(text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void timeInWhichItDoesNotReadDoesNotCount() throws Exception {
    var emitter = ScriptedEmitter.blocked();
    var options = new Options().idle(Duration.ofMillis(200)).receive(Duration.ofMillis(400));
    try (var trial = new Trial(options, emitter);
        var wire = trial.connect()) {
      var sender = Thread.ofVirtual().start(() -> drop(wire, large()));
      await().until(() -> emitter.waiting() == 1);
      await().during(Duration.ofSeconds(1)).until(() -> emitter.waiting() == 1);
      emitter.open();
      assertThat(wire.answer().status()).isEqualTo(200);
      sender.join();
    }
  }

  private static String large() {
    String body = "{\"a\":1}\n".repeat(1_000_000);
    return POST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void stopsGently() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options(), emitter);
        var read = trial.connect();
        var within = trial.connect();
        var kept = trial.connect()) {
      read.post("{\"a\":1}");
      await().until(() -> emitter.batches() == 1);
      within.send(POST + "Content-Length: 7\r\n\r\n{\"b\"");
      kept.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(kept.answer().status()).isEqualTo(200);
      trial.interrupt();
      unavailable(within);
      assertThat(within.closed()).isTrue();
      kept.post("{\"c\":1}");
      unavailable(kept);
      assertThat(kept.closed()).isTrue();
      assertThatThrownBy(trial::connect).isInstanceOf(IOException.class);
      assertThat(trial.ended()).isFalse();
      emitter.deliver();
      assertThat(read.answer().status()).isEqualTo(200);
      assertThat(read.closed()).isTrue();
      trial.join();
      assertThat(emitter.delivered()).containsExactly("{\"a\":1}");
    }
  }

  @Test
  void stopsForGoodWhenAskedTwice() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options(), emitter);
        var wire = trial.connect()) {
      wire.post("{\"a\":1}");
      await().until(() -> emitter.batches() == 1);
      trial.interrupt();
      await().during(Duration.ofMillis(200)).until(() -> !trial.ended());
      trial.interrupt();
      unavailable(wire);
      trial.join();
    }
  }

  @Test
  void encryptsAndAsksForCertificates(@TempDir Path folder) throws Exception {
    var certificates = new Certificates(folder);
    certificates.make("agent", "EC");
    certificates.make("sender", "EC");
    var tls = certificates.options("agent", ClientCertificates.REQUIRED, Optional.of("sender"));
    try (var trial = new Trial(new Options().tls(tls))) {
      var known = certificates.client(Optional.of("sender"), "agent");
      try (var wire = new Wire(trial.address(), known)) {
        byte[] large = utf8("{\"a\":1}\n".repeat(100_000));
        assertThat(wire.post("/", "", large).answer().status()).isEqualTo(200);
        wire.post("/", "Content-Encoding: br\r\n", large);

        assertThat(wire.answer().status()).isEqualTo(415);

        assertThat(wire.closed()).isTrue();
      }
      try (var wire = new Wire(trial.address(), certificates.client("agent"))) {
        assertThatThrownBy(() -> wire.post("{\"a\":1}").answer()).isInstanceOf(IOException.class);
      }
      try (var wire = trial.connect()) {
        assertThatThrownBy(() -> wire.post("{\"a\":1}").answer()).isInstanceOf(IOException.class);
      }
      await().until(() -> trial.context.count("tls-failures") == 2);
    }
  }

  @Test
  void letsInOnlyWhomItIsTold() throws Exception {
    try (var trial = new Trial(new Options().allow("192.0.2.0/24"));
        var wire = trial.connect()) {
      assertThat(wire.closed()).isTrue();
      assertThat(trial.context.count("refused-peers")).isEqualTo(1);
    }
  }

  @Test
  void makesTheSameOfABodyWhereverItIsCut() throws Exception {
    String text = "{\"a\":\"\u00e5\"}\r\n{\"b\":[1,2]}\n\n{\"c\":{}}";
    var expected = List.of("{\"a\":\"\u00e5\"}", "{\"b\":[1,2]}", "{\"c\":{}}");
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      int requests = 0;
      for (byte[] body : List.of(utf8(text), gzip(text))) {
        byte[] plain = request("Content-Length: " + body.length, body);
        byte[] chunks = request("Transfer-Encoding: chunked", chunked(body, 7));
        for (byte[] whole : List.of(plain, chunks)) {
          for (int cut = 1; cut < whole.length; cut++) {
            wire.send(Arrays.copyOf(whole, cut));
            wire.send(Arrays.copyOfRange(whole, cut, whole.length));
            assertThat(wire.answer().status()).as("cut at %d", cut).isEqualTo(200);
            requests++;
          }
        }
      }
      assertThat(trial.emitter.delivered()).hasSize(3 * requests);
      for (int i = 0; i < requests; i++) {
        assertThat(trial.emitter.delivered().subList(3 * i, 3 * i + 3)).isEqualTo(expected);
      }
    }
  }

  @Test
  void makesTheSameOfRandomBodiesHoweverTheyCome() throws Exception {
    long seed = Long.getLong("logboom.seed", System.nanoTime());
    System.err.println("seed " + seed);
    var random = new Random(seed);
    var expected = new ArrayList<String>();
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      for (int round = 0; round < 60; round++) {
        var lines = new ArrayList<String>();
        for (int i = random.nextInt(2000); i > 0; i--) {
          lines.add(
              "{\"n\":" + expected.size() + ",\"x\":\"" + "x".repeat(random.nextInt(200)) + "\"}");
        }
        expected.addAll(lines);
        String text = String.join("\n", lines);
        byte[] body = random.nextBoolean() ? utf8(text) : gzip(text);
        byte[] whole =
            random.nextBoolean()
                ? request("Content-Length: " + body.length, body)
                : request("Transfer-Encoding: chunked", chunked(body, 1 + random.nextInt(70_000)));
        for (int at = 0; at < whole.length; ) {
          int piece = Math.min(1 + random.nextInt(100_000), whole.length - at);
          wire.send(Arrays.copyOfRange(whole, at, at + piece));
          at += piece;
        }
        assertThat(wire.answer().status()).isEqualTo(200);
      }
      assertThat(trial.emitter.delivered()).isEqualTo(expected);
    }
  }

  private static byte[] request(String length, byte[] body) {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(utf8(POST + length + "\r\n\r\n"));
    whole.writeBytes(body);
    return whole.toByteArray();
  }
}
