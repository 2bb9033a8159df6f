package io.logboom.inputs.http;

import static io.logboom.inputs.http.Encoded.chunked;
import static io.logboom.inputs.http.Encoded.gzip;
import static io.logboom.inputs.http.Encoded.utf8;
import static io.logboom.inputs.http.Encoded.zstd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Framing.Format;
import io.logboom.spi.Origin;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it takes, and how it answers. */
@Timeout(60)
final class HttpInputTest {
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";

  @Test
  void answersOnceAllIsDelivered() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options(), emitter);
        var wire = trial.connect()) {
      wire.post("{\"n\":1}\n{\"n\":2}\n");
      await().until(() -> emitter.batches() == 1);
      assertThat(trial.context.count("answered-200")).isZero();
      emitter.deliver();
      var answer = wire.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"events\":2,\"rejected\":0}");
      assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
      assertThat(emitter.delivered()).containsExactly("{\"n\":1}", "{\"n\":2}");
      assertThat(trial.context.counts())
          .containsEntry("requests", 1L)
          .containsEntry("answered-200", 1L);
    }
  }

  @Test
  void takesOneRequestAfterTheOther() throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      for (int i = 0; i < 100; i++) {
        assertThat(wire.post("{\"n\":" + i + "}").answer().status()).isEqualTo(200);
      }
      assertThat(trial.emitter.delivered()).hasSize(100);
    }
  }

  @Test
  void takesRequestsThatDoNotWaitForAnswers() throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      for (int i = 0; i < 100; i++) {
        wire.post("{\"n\":" + i + "}");
      }
      for (int i = 0; i < 100; i++) {
        assertThat(wire.answer().status()).isEqualTo(200);
      }
      assertThat(trial.emitter.delivered()).hasSize(100);
    }
  }

  @Test
  void takesEveryFormat() throws Exception {
    take(Format.AUTO, "{\"a\":1}\n{\"a\":2}", "{\"a\":1}", "{\"a\":2}");
    take(Format.AUTO, "[{\"a\":1},{\"a\":2}]", "{\"a\":1}", "{\"a\":2}");
    take(Format.AUTO, "{\"Records\":[{\"a\":1},{\"a\":2}]}", "{\"a\":1}", "{\"a\":2}");
    take(Format.AUTO, "one line\r\nanother", "one line", "another");
    take(Format.LINES, "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}", "{\"a\":2}");
    take(Format.JSON, "{\"a\":1}{\"a\":2}", "{\"a\":1}", "{\"a\":2}");
    take(Format.JSON_ARRAY, "{\"Records\":[{\"a\":1}]}", "{\"a\":1}");
    take(Format.RAW, "one line\nanother\n", "one line\nanother\n");
    take(Format.AUTO, "");
  }

  private static void take(Format format, String body, String... events) throws Exception {
    try (var trial = new Trial(new Options().format(format));
        var wire = trial.connect()) {
      var answer = wire.post(body).answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"events\":%d,\"rejected\":0}", events.length);
      assertThat(trial.emitter.delivered()).containsExactly(events);
    }
  }

  @Test
  void takesBodiesHoweverTheyCome() throws Exception {
    String text =
        IntStream.range(0, 5000).mapToObj(i -> "{\"n\":" + i + "}\n").collect(Collectors.joining());
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      var all = "{\"events\":5000,\"rejected\":0}";
      assertThat(wire.post(text).answer().body()).isEqualTo(all);
      assertThat(wire.post("/", "Content-Encoding: gzip\r\n", gzip(text)).answer().body())
          .isEqualTo(all);
      assertThat(wire.post("/", "Content-Encoding: x-gzip\r\n", gzip(text)).answer().body())
          .isEqualTo(all);
      assertThat(wire.post("/", "Content-Encoding: zstd\r\n", zstd(text)).answer().body())
          .isEqualTo(all);
      assertThat(wire.post("/", "Content-Encoding: identity\r\n", utf8(text)).answer().body())
          .isEqualTo(all);
      assertThat(wire.post("/", "", gzip(text)).answer().body()).isEqualTo(all);
      assertThat(wire.post("/", "Content-Encoding: gzip\r\n", new byte[0]).answer().status())
          .isEqualTo(200);
      wire.send(CHUNKED + "\r\n").send(chunked(utf8(text), 1));
      assertThat(wire.answer().body()).isEqualTo(all);
      wire.send(CHUNKED + "Content-Encoding: gzip\r\n\r\n").send(chunked(gzip(text), 100_000));
      assertThat(wire.answer().body()).isEqualTo(all);
      wire.send("PUT /p HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
      assertThat(wire.answer().status()).isEqualTo(200);
      assertThat(trial.emitter.delivered()).hasSize(8 * 5000 + 1);
    }
  }

  @Test
  void saysThatItTakesABodyBeforeItComes() throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\nExpect: 100-continue\r\n\r\n");
      assertThat(wire.answer().status()).isEqualTo(100);
      assertThat(wire.send("{\"a\":1}").answer().status()).isEqualTo(200);
      wire.send(
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
      assertThat(wire.answer().status()).isEqualTo(413);
      assertThat(wire.closed()).isTrue();
    }
  }

  @Test
  void closesTheConnectionWhenTheSenderWantsThat() throws Exception {
    try (var trial = new Trial(new Options())) {
      try (var wire = trial.connect()) {
        var answer = wire.post("/", "Connection: close\r\n", utf8("{}")).answer();
        assertThat(answer.headers()).containsEntry("Connection", "close");
        assertThat(wire.closed()).isTrue();
      }
      try (var wire = trial.connect()) {
        wire.send("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(wire.answer().status()).isEqualTo(200);
        assertThat(wire.closed()).isTrue();
      }
    }
  }

  @Test
  void tellsHowManyEventsWereRejected() throws Exception {
    try (var trial = new Trial(new Options().format(Format.JSON_ARRAY));
        var wire = trial.connect()) {
      var answer = wire.post("{\"Records\":[{\"a\":1},2,{\"b\":tru},{\"c\":1}]}").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"events\":2,\"rejected\":2}");
      assertThat(trial.emitter.delivered()).containsExactly("{\"a\":1}", "{\"c\":1}");
      assertThat(trial.emitter.rejections()).hasSize(2);
    }
  }

  @Test
  void saysWhereEventsComeFrom() throws Exception {
    List<Origin> origins = new CopyOnWriteArrayList<>();
    var input = new HttpInput(new Options().config(), new TestContext(Path.of("unused")));
    var running =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    input.run(batch -> noted(batch, origins));
                  } catch (Exception e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try (var wire = new Wire(input.listening().get().address())) {
      wire.post("/logs/a?token=s3cret", "", utf8("{\"a\":1}")).answer();
      var origin = origins.getFirst();
      assertThat(origin.input()).isEqualTo("pipelines.test.inputs.tested");
      assertThat(origin.place()).isEqualTo("127.0.0.1:" + wire.localPort() + " POST /logs/a");
      assertThat(origin.attributes())
          .containsOnly(Map.entry("http.path", "/logs/a"), Map.entry("http.peer", "127.0.0.1"));
    } finally {
      running.interrupt();
      running.join();
      input.close();
    }
  }

  private static Delivery noted(Batch batch, List<Origin> origins) throws InterruptedException {
    batch.events().forEach(event -> origins.add(event.origin()));
    return ScriptedEmitter.delivering().emit(batch);
  }

  @Test
  void tellsThatItIsWell() throws Exception {
    try (var trial = new Trial(new Options().auth(Options.bearer("token")).paths("/logs"));
        var wire = trial.connect()) {
      assertThat(wire.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n").answer().status())
          .isEqualTo(200);
      assertThat(wire.send("HEAD /health?x HTTP/1.1\r\nHost: x\r\n\r\n").answer().status())
          .isEqualTo(200);
      assertThat(trial.context.count("requests")).isZero();
    }
  }

  @Test
  void understandsTheClientOfTheJdk() throws Exception {
    try (var trial = new Trial(new Options());
        var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + trial.port() + "/logs");
      var request =
          HttpRequest.newBuilder(uri)
              .expectContinue(true)
              .timeout(Duration.ofSeconds(20))
              .POST(BodyPublishers.ofString("{\"a\":1}\n".repeat(100_000)))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).body())
          .isEqualTo("{\"events\":100000,\"rejected\":0}");
    }
  }

  @Test
  void provesThatItCouldListen() throws Exception {
    try (var trial = new Trial(new Options());
        var free = new HttpInput(new Options().config(), trial.context);
        var taken = new HttpInput(new Options().port(trial.port()).config(), trial.context)) {
      free.check();
      assertThatThrownBy(taken::check)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + trial.port());
      assertThatThrownBy(() -> taken.run(trial.emitter)).isInstanceOf(IOException.class);
    }
  }
}
