package io.logboom.inputs.http;

import static io.logboom.inputs.http.Encoded.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is let in, and what the others are told. */
@Timeout(60)
final class HttpAuthTest {
  private static final byte[] BODY = utf8("{\"a\":1}");

  private static Wire.Answer refused(Wire wire) throws Exception {
    var answer = wire.answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"error\":\"not the credentials asked for\"}");
    return answer;
  }

  @Test
  void withoutTheRightUserAndPassword() throws Exception {
    var auth = Options.auth(Auth.Type.BASIC, "user", "pass:w\u00f6rd", null, null, null);
    try (var trial = new Trial(new Options().auth(auth));
        var wire = trial.connect()) {
      for (String shown :
          List.of(
              "",
              basic("user:password"),
              basic("user:pass:w\u00f6r"),
              basic("other:pass:w\u00f6rd"),
              "Authorization: Basic ====\r\n",
              "Authorization: Basic\r\n",
              "Authorization: Bearer pass:w\u00f6rd\r\n",
              basic("user:pass:w\u00f6rd") + basic("user:pass:w\u00f6rd"))) {
        var answer = refused(wire.post("/", shown, BODY));
        assertThat(answer.headers())
            .containsEntry("WWW-Authenticate", "Basic realm=\"logboom\", charset=\"UTF-8\"");
      }
      assertThat(wire.post("/", basic("user:pass:w\u00f6rd"), BODY).answer().status())
          .isEqualTo(200);
      assertThat(trial.emitter.delivered()).hasSize(1);
    }
  }

  private static String basic(String user) {
    return "Authorization: basic " + Base64.getEncoder().encodeToString(utf8(user)) + "\r\n";
  }

  @Test
  void withoutTheRightToken() throws Exception {
    try (var trial = new Trial(new Options().auth(Options.bearer("s3cret")));
        var wire = trial.connect()) {
      for (String shown :
          List.of(
              "",
              "Authorization: Bearer s3cre\r\n",
              "Authorization: Bearer s3crets\r\n",
              "Authorization: s3cret\r\n",
              Firehose.ACCESS_KEY + ": s3cret\r\n")) {
        var answer = refused(wire.post("/", shown, BODY));
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"logboom\"");
      }
      assertThat(wire.post("/", "authorization: bearer s3cret\r\n", BODY).answer().status())
          .isEqualTo(200);
    }
  }

  @Test
  void withoutTheRightHeader() throws Exception {
    var auth = Options.auth(Auth.Type.HEADER, null, null, null, "X-Api-Key", "s3cret");
    try (var trial = new Trial(new Options().auth(auth));
        var wire = trial.connect()) {
      refused(wire.post("/", "", BODY));
      refused(wire.post("/", "X-Api-Key: secret\r\n", BODY));
      assertThat(wire.post("/", "x-api-key: s3cret\r\n", BODY).answer().status()).isEqualTo(200);
    }
  }
}
