package io.logboom.inputs.http;

import static io.logboom.inputs.http.Encoded.gzip;
import static io.logboom.inputs.http.Encoded.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Origin;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Firehose's protocol, by scripted requests: no emulator speaks it. Written after the Developer
 * Guide's "HTTP endpoint delivery request and response specifications".
 */
@Timeout(60)
final class HttpFirehoseTest {
  private static final String ID = "ed4acda5-034f-9f42-bba1-f29aea6d7d8f";
  private static final String ARN =
      "arn:aws:firehose:eu-north-1:111122223333:deliverystream/to-logboom";
  private static final String PAYLOAD =
      "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"group\","
          + "\"logStream\":\"stream\",\"subscriptionFilters\":[\"all\"],\"logEvents\":["
          + "{\"id\":\"1\",\"timestamp\":1578090901599,\"message\":\"one\"},"
          + "{\"id\":\"2\",\"timestamp\":1578090901600,\"message\":\"two\"}]}";

  private final ObjectMapper jackson = new ObjectMapper();

  private static String head(String... more) {
    return "X-Amz-Firehose-Protocol-Version: 1.0\r\n"
        + ("X-Amz-Firehose-Request-Id: " + ID + "\r\n")
        + ("X-Amz-Firehose-Source-Arn: " + ARN + "\r\n")
        + "Content-Type: application/json\r\nUser-Agent: Amazon Kinesis Data Firehose Agent/1.0\r\n"
        + String.join("", more);
  }

  private static byte[] body(byte[]... records) {
    return utf8(
        Stream.of(records)
            .map(record -> "{\"data\":\"" + Base64.getEncoder().encodeToString(record) + "\"}")
            .collect(
                Collectors.joining(
                    ",",
                    "{\"requestId\":\"" + ID + "\",\"timestamp\":1578090901599,\"records\":[",
                    "]}")));
  }

  private JsonNode answered(Wire wire, int status) throws Exception {
    var answer = wire.answer();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/json")
        .containsKey("Content-Length")
        .doesNotContainKey("Content-Encoding");
    var body = jackson.readTree(answer.body());
    assertThat(body.get("requestId").asString()).isEqualTo(ID);
    assertThat(body.get("timestamp").asLong()).isEqualTo(TestContext.NOW.toEpochMilli());
    assertThat(body.has("errorMessage")).isEqualTo(status != 200);
    return body;
  }

  @Test
  void takesRecordsAndAnswersOnceTheyAreDelivered() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options(), emitter);
        var wire = trial.connect()) {
      byte[] body =
          body(utf8("{\"a\":1}"), utf8(""), utf8("{\"a\":2}{\"a\":3}\n"), utf8("plain\ntext"));
      wire.post("/firehose", head(), body);
      await().until(() -> emitter.batches() == 1);
      assertThat(trial.context.count("answered-200")).isZero();
      emitter.deliver();
      answered(wire, 200);
      assertThat(emitter.delivered())
          .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "plain", "text");
      wire.post("/firehose", head("Content-Encoding: gzip\r\n"), gzip(body));
      await().until(() -> emitter.batches() == 2);
      emitter.deliver();
      answered(wire, 200);
      assertThat(emitter.delivered()).hasSize(10);
    }
  }

  @Test
  void takesAsManyRecordsAsThereMayBe() throws Exception {
    var records =
        IntStream.range(0, 10_000).mapToObj(i -> utf8("{\"n\":" + i + "}")).toArray(byte[][]::new);
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      answered(wire.post("/", head(), body(records)), 200);
      assertThat(trial.emitter.delivered()).hasSize(10_000).endsWith("{\"n\":9999}");
      assertThat(trial.emitter.batches()).isLessThan(100);
      byte[] large = utf8("{\"x\":\"" + "x".repeat(1_000_000) + "\"}");
      answered(wire.post("/", head(), body(large, large, large)), 200);
      assertThat(trial.emitter.delivered()).hasSize(10_003);
    }
  }

  @Test
  void unwrapsWhatCloudWatchSends() throws Exception {
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      String control = PAYLOAD.replace("DATA_MESSAGE", "CONTROL_MESSAGE");
      answered(wire.post("/", head(), body(gzip(PAYLOAD), gzip(control), utf8("other"))), 200);
      assertThat(trial.emitter.delivered()).containsExactly("one", "two", "other");
      assertThat(trial.context.count("control-messages")).isEqualTo(1);
    }
  }

  @Test
  void saysWhereEventsComeFrom() throws Exception {
    List<Origin> origins = new CopyOnWriteArrayList<>();
    var options = new Options().commonAttributes("env", "team-*");
    var input = new HttpInput(options.config(), new TestContext(Path.of("unused")));
    var running = Thread.ofVirtual().start(() -> run(input, origins));
    try (var wire = new Wire(input.listening().get().address())) {
      String common =
          "X-Amz-Firehose-Common-Attributes: {\"commonAttributes\":{\"env\":\"prod\","
              + "\"team-a\":\"x\",\"token\":\"s3cret\"}}\r\n";
      answered(wire.post("/f", head(common), body(utf8("one"), gzip(PAYLOAD))), 200);
      var origin = origins.getFirst();
      assertThat(origin.place())
          .isEqualTo("127.0.0.1:" + wire.localPort() + " POST /f request " + ID + " record 1");
      assertThat(origin.attributes())
          .containsOnlyKeys(
              "http.peer",
              "http.path",
              "firehose.request-id",
              "firehose.arn",
              "firehose.attribute.env",
              "firehose.attribute.team-a",
              "aws.account",
              "aws.region")
          .containsEntry("firehose.arn", ARN)
          .containsEntry("aws.account", "111122223333")
          .containsEntry("aws.region", "eu-north-1")
          .containsEntry("firehose.attribute.env", "prod");
      assertThat(origins.getLast().attributes())
          .containsEntry("cloudwatch.group", "group")
          .containsEntry("firehose.arn", ARN);
    } finally {
      running.interrupt();
      running.join();
      input.close();
    }
  }

  private static void run(HttpInput input, List<Origin> origins) {
    var emitter = ScriptedEmitter.delivering();
    try {
      input.run(batch -> noted(batch, origins, emitter));
    } catch (Exception e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Delivery noted(Batch batch, List<Origin> origins, ScriptedEmitter emitter)
      throws InterruptedException {
    batch.events().forEach(event -> origins.add(event.origin()));
    return emitter.emit(batch);
  }

  @Test
  void checksTheAccessKey() throws Exception {
    try (var trial = new Trial(new Options().auth(Options.bearer("s3cret")));
        var wire = trial.connect()) {
      byte[] body = body(utf8("one"));
      for (String shown :
          List.of(
              "",
              "X-Amz-Firehose-Access-Key: secret\r\n",
              "X-Amz-Firehose-Access-Key: s3cret\r\nX-Amz-Firehose-Access-Key: s3cret\r\n",
              "Authorization: Bearer s3cret\r\n")) {
        answered(wire.post("/", head(shown), body), 401);
      }
      assertThat(trial.context.count("unauthorized")).isEqualTo(4);
      answered(wire.post("/", head("X-Amz-Firehose-Access-Key: s3cret\r\n"), body), 200);
      assertThat(trial.emitter.delivered()).containsExactly("one");
    }
    var header = Options.auth(Auth.Type.HEADER, null, null, null, Firehose.ACCESS_KEY, "s3cret");
    try (var trial = new Trial(new Options().auth(header));
        var wire = trial.connect()) {
      answered(wire.post("/", head("X-Amz-Firehose-Access-Key: s3cret\r\n"), body()), 200);
      answered(wire.post("/", head(), body()), 401);
    }
  }

  @Test
  void turnsDownRecordsThatCannotBeMadeOutOneByOne() throws Exception {
    byte[] whole = gzip("{\"a\":2}\n{\"a\":3}\n".repeat(1000));
    String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, whole.length - 3));
    String escaped = Base64.getEncoder().encodeToString(utf8("{\"a\":\"\u00ff\u00ff\u00ff\"}"));
    String records =
        "{\"data\":\"e30=\"},{\"data\":\"%%%%\"},{\"data\":7},{},[1],{\"data\":\"%s\"},{\"data\":\"%s\"}"
            .formatted(cut, escaped.replace("/", "\\/"));
    try (var trial = new Trial(new Options());
        var wire = trial.connect()) {
      answered(wire.post("/", head(), utf8("{\"records\":[" + records + "]}")), 200);
      assertThat(trial.emitter.delivered())
          .hasSize(2002)
          .startsWith("{}", "{\"a\":2}")
          .endsWith("{\"a\":\"\u00ff\u00ff\u00ff\"}");
      assertThat(trial.emitter.rejections())
          .hasSize(5)
          .anyMatch(why -> why.contains("not Base64"))
          .anyMatch(why -> why.contains("without a text as its data"))
          .anyMatch(why -> why.contains("not an object"))
          .anyMatch(why -> why.contains("truncated-gzip"));
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    try (var trial = new Trial(new Options().maxBodySize("1MiB"));
        var wire = trial.connect()) {
      var answer =
          answered(wire.post("/", head(), utf8("{\"records\":[{\"data\":\"e30=\"},")), 400);
      assertThat(answer.get("errorMessage").asString())
          .contains("truncated-json", "1 events before that were taken");
      answered(wire.post("/", head(), utf8("{\"records\":7}")), 400);
      answered(wire.post("/", head(), utf8("no JSON")), 400);
      // Firehose would throw away what is answered with 413.
      String gzip = "Content-Encoding: gzip\r\n";
      answered(wire.post("/", head(gzip), gzip(body(new byte[2 << 20]))), 400);
      answered(wire.post("/", head(), body(new byte[2 << 20])), 400);
      assertThat(trial.emitter.delivered()).containsExactly("{}");
    }
  }

  @Test
  void asksForAnotherTryWhenNothingIsDelivered() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(new Options(), emitter);
        var wire = trial.connect()) {
      wire.post("/", head(), body(utf8("one")));
      await().until(() -> emitter.batches() == 1);
      emitter.fail();
      answered(wire, 503);
    }
  }

  @Test
  void isNotFooledByAHeadThatIsNotFirehoses() throws Exception {
    try (var trial = new Trial(new Options().commonAttributes("*"));
        var wire = trial.connect()) {
      wire.post("/", "X-Amz-Firehose-Request-Id: a b\r\n", body());
      assertThat(wire.answer().status()).isEqualTo(400);
      wire.post("/", head("X-Amz-Firehose-Common-Attributes: {s3cret\r\n"), body());
      var answer = wire.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).doesNotContain("s3cret");
      wire.post("/", "X-Amz-Firehose-Request-Id: " + "x".repeat(200) + "\r\n", body());
      assertThat(wire.answer().status()).isEqualTo(400);
      wire.post("/", head("X-Amz-Firehose-Common-Attributes: [7]\r\n"), body(utf8("one")));
      assertThat(wire.answer().status()).isEqualTo(200);
    }
  }
}
