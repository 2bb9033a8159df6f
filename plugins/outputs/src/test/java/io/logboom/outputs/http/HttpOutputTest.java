package io.logboom.outputs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logboom.core.event.JsonEvent;
import io.logboom.outputs.format.Compression;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.spi.RejectedException;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class HttpOutputTest {
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Options options() {
    return new Options(receiver.address());
  }

  private static Output output(Options options) throws IOException {
    return new HttpOutput(options.config(), HttpOutputContractTest.context());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NDJSON | application/x-ndjson | {\"a\":1}~\"no json\"~",
        "JSON_ARRAY | application/json | [{\"a\":1},\"no json\"]",
        "RAW | text/plain; charset=utf-8 | {\"a\":1}~no json~",
      })
  void sendsABatchInOneRequest(BodyFormat format, String type, String body) throws Exception {
    try (var output = output(options().body(format))) {
      output.write(batch("{\"a\":1}", "no json"));
    }
    assertThat(receiver.asked()).hasSize(1);
    assertThat(receiver.last().method()).isEqualTo("POST");
    assertThat(receiver.last().path()).isEqualTo("/in");
    assertThat(receiver.last().header("Content-Type")).isEqualTo(type);
    assertThat(receiver.last().body()).isEqualTo(body.replace('~', '\n'));
  }

  @Test
  void sendsARequestForEachEvent() throws Exception {
    try (var output =
        output(options().body(BodyFormat.EVENT).method(HttpOutputConfig.Method.PUT))) {
      output.write(batch("{\"a\":1}", "{\"a\":2}"));
    }
    assertThat(receiver.asked())
        .extracting(Receiver.Asked::body)
        .containsExactly("{\"a\":1}", "{\"a\":2}");
    assertThat(receiver.last().method()).isEqualTo("PUT");
  }

  @ParameterizedTest
  @EnumSource
  void compresses(Compression compression) throws Exception {
    String event = "{\"a\":\"" + "x".repeat(100_000) + "\"}";
    try (var output = output(options().compression(compression))) {
      output.write(batch(event));
    }
    assertThat(receiver.last().body()).isEqualTo(event + "\n");
    assertThat(receiver.last().sent().size() < 2000).isEqualTo(compression != Compression.NONE);
  }

  @Test
  void setsHeaders() throws Exception {
    try (var output =
        output(options().header("X-Kind", "audit logs").header("content-type", "text/x-log"))) {
      output.write(batch("{}"));
    }
    assertThat(receiver.last().header("X-Kind")).isEqualTo("audit logs");
    assertThat(receiver.last().headers().get("Content-Type")).containsExactly("text/x-log");
    assertThat(receiver.last().header("User-Agent")).isEqualTo("Logboom");
    assertThat(receiver.last().headers()).doesNotContainKeys("Authorization", "Content-Encoding");
  }

  @Test
  void saysWhoItIs() throws Exception {
    assertThat(authorized(Auths.basic("user", "pass:word")).header("Authorization"))
        .isEqualTo("Basic dXNlcjpwYXNzOndvcmQ=");
    assertThat(authorized(Auths.bearer("t0ken")).header("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(authorized(Auths.header("X-Key", "k3y")).header("X-Key")).isEqualTo("k3y");
  }

  @Test
  void signsTheBodyAsItIsSent() throws Exception {
    var request = authorized(Auths.hmac("k3y"));
    assertThat(request.header("X-Signature"))
        .isEqualTo(HexFormat.of().formatHex(hmac("k3y", "", request.bytes())));
    var stamped =
        authorized(
            Auths.hmac(
                "k3y",
                Optional.of("X-Sig"),
                Optional.of(Auth.Encoding.BASE64),
                Optional.of("v1="),
                Optional.of("X-Time")));
    assertThat(stamped.header("X-Time")).isEqualTo("1795255200");
    assertThat(stamped.header("X-Sig"))
        .isEqualTo(
            "v1="
                + Base64.getEncoder().encodeToString(hmac("k3y", "1795255200.", stamped.bytes())));
  }

  private static byte[] hmac(String key, String before, byte[] body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update(before.getBytes(StandardCharsets.UTF_8));
    return mac.doFinal(body);
  }

  private Receiver.Asked authorized(Auth auth) throws Exception {
    try (var output = output(options().auth(auth).compression(Compression.GZIP))) {
      output.write(batch("{\"a\":1}"));
    }
    return receiver.last();
  }

  @Test
  void keepsTheIdempotencyKeyAsLongAsTheBodyStaysTheSame() throws Exception {
    try (var output = output(options().compression(Compression.GZIP))) {
      receiver.always(503);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> output.write(batch("{\"a\":1}"))).isInstanceOf(IOException.class);
      }
      receiver.always(200);
      output.write(batch("{\"a\":1}"));
      output.write(batch("{\"a\":2}"));
    }
    var keys = receiver.asked().stream().map(asked -> asked.header("Idempotency-Key")).toList();
    assertThat(keys).doesNotContainNull().hasSize(5);
    assertThat(new HashSet<>(keys.subList(0, 4))).hasSize(1);
    assertThat(keys.get(4)).isNotEqualTo(keys.get(3));
    try (var output = output(options().noIdempotencyHeader())) {
      output.write(batch("{\"a\":1}"));
    }
    assertThat(receiver.last().headers()).doesNotContainKey("Idempotency-Key");
  }

  @Test
  void usesAConnectionAgain() throws Exception {
    receiver.script(asked -> Receiver.Reply.of(asked.body().contains("7") ? 400 : 200, "answer"));
    try (var output = output(options())) {
      for (int i = 0; i < 20; i++) {
        try {
          output.write(batch("{\"n\":" + i + "}"));
        } catch (RejectedException e) {
          assertThat(e.rejected()).hasSize(1);
        }
      }
    }
    assertThat(receiver.asked())
        .extracting(Receiver.Asked::connection)
        .containsOnly(receiver.last().connection());
  }

  @Test
  void goesThroughAProxy() throws Exception {
    try (var output =
        output(
            new Options("http://siem.example.com/in?q=1")
                .proxy("http://127.0.0.1:" + receiver.port()))) {
      output.write(batch("{}"));
    }
    assertThat(receiver.last().path()).isEqualTo("http://siem.example.com/in?q=1");
  }

  @Test
  void showsNoSecret() throws Exception {
    String address = receiver.address() + "?token=s3cret-query";
    receiver.script(
        asked -> Receiver.Reply.of(400, asked.path() + " " + asked.headers().entrySet()));
    for (var auth :
        List.of(
            Auths.basic("user", "s3cret-password"),
            Auths.bearer("s3cret-token"),
            Auths.header("X-Key", "s3cret-value"))) {
      var options = new Options(address).auth(auth).header("X-More", "s3cret-header");
      assertThat(options.config().toString()).doesNotContain("s3cret");
      try (var output = output(options)) {
        var thrown = catchThrowableOfType(RejectedException.class, () -> output.write(batch("{}")));
        assertThat(thrown.rejected().getFirst().reason())
            .contains("<secret>")
            .doesNotContain("s3cret", "dXNlcjpzM2NyZXQtcGFzc3dvcmQ");
      }
      receiver.close();
      try (var output = output(options)) {
        assertThatThrownBy(() -> output.write(batch("{}")))
            .isInstanceOf(IOException.class)
            .hasMessageNotContaining("s3cret")
            .hasMessageContaining("127.0.0.1");
      }
      start();
      address = receiver.address() + "?token=s3cret-query";
      receiver.script(
          asked -> Receiver.Reply.of(400, asked.path() + " " + asked.headers().entrySet()));
    }
  }

  @Test
  void checksWithoutAnEvent() throws Exception {
    receiver.always(405);
    try (var output = output(options().auth(Auths.bearer("t0ken")))) {
      output.check();
      assertThat(receiver.last().method()).isEqualTo("HEAD");
      receiver.always(401);
      assertThatThrownBy(output::check).isInstanceOf(IOException.class).hasMessageContaining("401");
      receiver.close();
      assertThatThrownBy(output::check).isInstanceOf(IOException.class);
    }
  }

  /** The events of the requests that were answered by 200, as the scripts above decide. */
  private static Batch batch(String... texts) {
    return Batch.of(
        Stream.of(texts)
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .map(bytes -> JsonEvent.of(bytes, 0, bytes.length, OutputContract.ORIGIN, 0))
            .map(Event.class::cast)
            .toList());
  }
}
