package io.logboom.inputs.http;

import static io.logboom.inputs.http.Encoded.chunked;
import static io.logboom.inputs.http.Encoded.gzip;
import static io.logboom.inputs.http.Encoded.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.Framing.Format;
import io.logboom.testkit.ScriptedEmitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests it does not take, or not whole: what the sender is told, what is counted, what is kept.
 */
@Timeout(60)
final class HttpRefusalTest {
  private static final String POST = "POST / HTTP/1.1\r\nHost: x\r\n";
  private static final byte[] BODY = utf8("{\"a\":1}");

  /** How often each counter should have counted. */
  private final Map<Trial, Map<String, Integer>> counts = new HashMap<>();

  private void refused(Trial trial, String head, int status, String counter) throws Exception {
    try (var wire = trial.connect()) {
      refused(trial, wire.send(head), status, counter);
    }
  }

  private Wire.Answer refused(Trial trial, Wire wire, int status, String counter) throws Exception {
    var answer = wire.answer();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":\"");
    int times = counts.computeIfAbsent(trial, _ -> new HashMap<>()).merge(counter, 1, Integer::sum);
    assertThat(trial.context.count(counter)).isEqualTo(times);
    assertThat(trial.context.count("answered-" + status)).isPositive();
    return answer;
  }

  @Test
  void otherMethodsAndPaths() throws Exception {
    try (var trial = new Trial(new Options().paths("/logs/*", "/push"));
        var wire = trial.connect()) {
      wire.send("GET /push HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(refused(trial, wire, 405, "wrong-methods").headers())
          .containsEntry("Allow", "POST, PUT");
      wire.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
      refused(trial, wire, 404, "unknown-paths");
      for (String path : List.of("/", "/push/", "/logs", "/logs/a/b", "/pushy")) {
        refused(trial, wire.post(path, "", BODY), 404, "unknown-paths");
      }
      for (String path : List.of("/push?a", "/logs/a", "http://agent.example.com/push")) {
        assertThat(wire.post(path, "", BODY).answer().status()).isEqualTo(200);
      }
      assertThat(trial.emitter.delivered()).hasSize(3);
    }
  }

  @Test
  void bodiesTooLargeAsTheyCome() throws Exception {
    try (var trial = new Trial(new Options().maxBodySize("1MiB"))) {
      refused(trial, POST + "Content-Length: 1048577\r\n\r\n{}", 413, "too-large-bodies");
      refused(trial, POST + "Content-Length: 999999999999\r\n\r\n", 413, "too-large-bodies");
      try (var wire = trial.connect()) {
        wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
        byte[] line = utf8("{\"a\":1}\n".repeat(1000));
        sendUntilRefused(wire, chunked(line, 100_000));
        refused(trial, wire, 413, "too-large-bodies");
      }
      try (var wire = trial.connect()) {
        byte[] exact = utf8(" ".repeat((1 << 20) - BODY.length));
        wire.send(POST + "Content-Length: 1048576\r\n\r\n").send(exact).send(BODY);
        assertThat(wire.answer().status()).isEqualTo(200);
      }
    }
  }

  private static void sendUntilRefused(Wire wire, byte[] chunk) {
    byte[] open = Arrays.copyOf(chunk, chunk.length - 5);
    for (int i = 0; i < 200; i++) {
      try {
        wire.send(open);
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void bodiesTooLargeOnceDecompressed() throws Exception {
    byte[] bomb = gzip("{\"a\":1}\n" + "\n".repeat(50 << 20));
    try (var trial = new Trial(new Options().maxBodySize("1MiB"));
        var wire = trial.connect()) {
      for (byte[] body : List.of(bomb, gzip(bomb))) {
        wire.post("/", "Content-Encoding: gzip\r\n", body);
        var answer = refused(trial, wire, 413, "too-large-bodies");
        assertThat(answer.body()).contains("too-large", "1 events before that were taken");
      }
      assertThat(trial.emitter.delivered()).containsExactly("{\"a\":1}", "{\"a\":1}");
      assertThat(trial.emitter.rejections()).allMatch(why -> why.contains("too-large")).hasSize(2);
    }
  }

  @Test
  void bodiesThatCannotBeMadeOut() throws Exception {
    byte[] whole = gzip("{\"a\":1}\n{\"a\":2}\n".repeat(20_000));
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      String coding = "Content-Encoding: gzip\r\n";
      byte[] cut = Arrays.copyOf(whole, whole.length - 5);
      var answer = refused(trial, wire.post("/", coding, cut), 400, "malformed-bodies");
      assertThat(answer.body()).contains("truncated-gzip", "40000 events before that were taken");
      assertThat(trial.emitter.delivered()).hasSize(40_000);
      assertThat(trial.emitter.rejections())
          .singleElement()
          .asString()
          .contains("truncated-gzip")
          .contains("the sender was told");
      byte[] wrong = whole.clone();
      wrong[wrong.length / 2] ^= 0x55;
      refused(trial, wire.post("/", coding, wrong), 400, "malformed-bodies");
      answer = refused(trial, wire.post("/", coding, BODY), 400, "malformed-bodies");
      assertThat(answer.body()).contains("the body is not gzip");
      answer =
          refused(
              trial, wire.post("/", "Content-Encoding: zstd\r\n", whole), 400, "malformed-bodies");
      assertThat(answer.body()).contains("the body is not zstd");
      answer =
          refused(trial, wire.post("{\"Records\":[{\"a\":1},{\"a\":2}"), 400, "malformed-bodies");
      assertThat(answer.body()).contains("truncated-json", "2 events before that were taken");
    }
    try (var trial = new Trial(new Options().format(Format.JSON_ARRAY));
        var wire = trial.connect()) {
      refused(trial, wire.post("this is not JSON"), 400, "malformed-bodies");
      refused(trial, wire.post(""), 400, "malformed-bodies");
      refused(trial, wire.post("{\"Records\":{}}"), 400, "malformed-bodies");
      assertThat(trial.emitter.rejections()).hasSize(3);
    }
  }

  @Test
  void aFlawIsToldOnlyOnceWhatCameBeforeIsDelivered() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options(), emitter);
        var wire = trial.connect()) {
      wire.post("{\"Records\":[{\"a\":1},");
      await().until(() -> emitter.batches() == 2);
      assertThat(trial.context.count("answered-400")).isZero();
      emitter.deliver();
      assertThat(wire.answer().status()).isEqualTo(400);
    }
  }

  @Test
  void unknownEncodings() throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      for (String coding :
          List.of("br", "gzip, gzip", "deflate", "gzip\r\nContent-Encoding: gzip")) {
        wire.post("/", "Content-Encoding: " + coding + "\r\n", BODY);
        var answer = refused(trial, wire, 415, "unknown-encodings");
        assertThat(answer.headers()).containsEntry("Accept-Encoding", "gzip, zstd");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 7\r\n",
        "Content-Length: 7\r\nContent-Length: 8\r\n",
        "Content-Length: 7, 8\r\n",
        "Content-Length: +7\r\n",
        "Content-Length: -7\r\n",
        "Content-Length: 0x7\r\n",
        "Content-Length: 7 7\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length : 7\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: identity, chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "X: a\u0000b\r\nContent-Length: 7\r\n",
        "no colon here\r\nContent-Length: 7\r\n",
        ": no name\r\nContent-Length: 7\r\n"
      })
  void requestsOfUnclearEnd(String headers) throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      // Were its body taken for shorter than it is, what follows would be a request of its own.
      wire.send(
          POST
              + headers
              + "\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n"
              + POST
              + "Content-Length: 7\r\n\r\n{\"b\":1}");
      refused(trial, wire, 400, "malformed-requests");
      assertThat(wire.closed()).isTrue();
      assertThat(trial.emitter.delivered()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GIBBERISH\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000abc\r\n\r\n",
        "POST / HTTP/9.x\r\n\r\n",
        "POST / JUNK/1.1\r\nHost: x\r\n\r\n",
        "POST  HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void whatIsNoHttp(String garbage) throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      refused(trial, wire.send(garbage), 400, "malformed-requests");
      assertThat(wire.closed()).isTrue();
    }
  }

  @Test
  void chunksThatAreNone() throws Exception {
    for (String chunks :
        List.of("xyz\r\n", "-1\r\n", "7;a=b\r\n{\"a\":1}X\r\n0\r\n\r\n", "fffffffff\r\n")) {
      try (var trial = new Trial(new Options());
          var wire = trial.connect()) {
        wire.send(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
        refused(trial, wire, 400, "malformed-requests");
        assertThat(wire.closed()).isTrue();
      }
    }
  }

  @Test
  void headsWithoutEnd() throws Exception {
    try (var trial = new Trial(new Options())) {
      try (var wire = trial.connect()) {
        endless(wire, "POST /", "x".repeat(8000));
        refused(trial, wire, 414, "malformed-requests");
      }
      try (var wire = trial.connect()) {
        endless(wire, POST + "X: ", "x".repeat(8000));
        refused(trial, wire, 431, "malformed-requests");
      }
      try (var wire = trial.connect()) {
        endless(wire, POST, "X: y\r\n".repeat(1000));
        refused(trial, wire, 431, "malformed-requests");
      }
    }
  }

  /** As much of a gigabyte as the other side takes. */
  private static void endless(Wire wire, String begin, String more) {
    try {
      wire.send(begin);
      for (int i = 0; i < (1 << 30) / more.length() && !wire.answers(); i++) {
        wire.send(more);
      }
    } catch (IOException e) {
      if (!"Broken pipe".equals(e.getMessage()) && !"Connection reset".equals(e.getMessage())) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aBodyShorterThanItShouldBe() throws Exception {
    try (var trial = new Trial(new Options())) {
      try (var wire = trial.connect()) {
        wire.send(POST + "Content-Length: 1000\r\n\r\n{\"a\":1}\n");
      }
      await().until(() -> trial.context.count("broken-requests") == 1);
      try (var wire = trial.connect()) {
        wire.send(POST + "Content-Length: 1000000\r\n\r\n").send("{\"a\":1}\n".repeat(20_000));
        await().until(() -> trial.context.count("requests") == 1);
        wire.reset();
      }
      await().until(() -> trial.context.count("broken-requests") == 2);
      assertThat(trial.context.count("answered-200")).isZero();
    }
  }

  @Test
  void aBodyLongerThanItShouldBe() throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      wire.send(POST + "Content-Length: 7\r\n\r\n{\"a\":1}\n{\"a\":2}\r\n\r\n");
      assertThat(wire.answer().status()).isEqualTo(200);
      refused(trial, wire, 400, "malformed-requests");
      assertThat(wire.closed()).isTrue();
      assertThat(trial.emitter.delivered()).containsExactly("{\"a\":1}");
    }
  }

  @Test
  void aSmallBodyThatNobodyWantsDoesNotEndTheConnection() throws Exception {
    try (var trial = new Trial(new Options().paths("/logs"));
        var wire = trial.connect()) {
      refused(trial, wire.post("/", "", new byte[60_000]), 404, "unknown-paths");
      assertThat(wire.post("/logs", "", BODY).answer().status()).isEqualTo(200);
      refused(trial, wire.post("/", "", new byte[600_000]), 404, "unknown-paths");
      assertThat(wire.closed()).isTrue();
    }
  }
}
