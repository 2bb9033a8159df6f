package io.logboom.outputs.secops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** How the agent says who it is, and what it says of a file that does not. */
@Timeout(60)
final class SignInTest {
  private static final String SECRET = "s3cret";

  @TempDir Path folder;
  private Setup setup;

  @BeforeEach
  void start() throws IOException {
    setup = new Setup(folder);
  }

  @AfterEach
  void stop() {
    setup.close();
  }

  private static Batch one() {
    return Setup.batch(Setup.udm("a"));
  }

  @Test
  void signsInOnceForManyRequests() throws Exception {
    try (var output = setup.chronicle()) {
      for (int i = 0; i < 20; i++) {
        output.write(one());
      }
    }
    assertThat(setup.server.tokensGiven()).isEqualTo(1);
    assertThat(setup.context.count("token-requests")).isEqualTo(1);
  }

  /** A token of three and a half minutes is about to run out from the start. */
  @Test
  void fetchesANewTokenBeforeTheOldOneRunsOut() throws Exception {
    setup.server.tokensLast(210);
    try (var output = setup.chronicle()) {
      output.write(one());
      output.write(one());
      assertThat(setup.server.tokensGiven()).isGreaterThanOrEqualTo(2);
      // While no new one can be had, the old one does.
      setup.server.tokenStatus(503);
      output.write(one());
    }
    assertThat(setup.server.stored()).hasSize(3);
  }

  @Test
  void fetchesAnotherTokenWhenItIsTurnedDownBeforeItsTime() throws Exception {
    try (var output = setup.chronicle()) {
      output.write(one());
      setup.server.revokeTokens();
      output.write(one());
      assertThat(setup.server.tokensGiven()).isEqualTo(2);
      // Not again and again: the next try is the engine's, later.
      setup.server.revokeTokens();
      assertThatThrownBy(() -> output.write(one()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not accepted");
      assertThat(setup.server.tokensGiven()).isEqualTo(2);
    }
  }

  @Test
  void saysWhyThereIsNoToken() throws Exception {
    setup.server.tokenStatus(400);
    try (var output = setup.chronicle()) {
      assertThatThrownBy(() -> output.write(one()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "cannot sign in to Google as collector@example-project.iam.gserviceaccount.com: ")
          .hasMessageContaining("400")
          .hasMessageNotContaining("assertion");
      setup.server.tokenStatus(200);
      output.write(one());
    }
  }

  static Stream<Map.Entry<String, String>> wrongFiles() throws Exception {
    var good = Map.of("type", "service_account", "client_id", "1", "client_email", "a@example.com");
    var more = new HashMap<>(good);
    more.put("private_key_id", "0");
    var generator = KeyPairGenerator.getInstance("EC");
    var ec =
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    return Stream.of(
        Map.entry("", "is not JSON"),
        Map.entry("{\n\"private_key\": \"s3cret\",\n!", "is not JSON: line 3 is wrong"),
        Map.entry("\"s3cret\"", "is JSON, but not an object"),
        Map.entry("{}", "lacks the text type"),
        Map.entry("{\"type\":\"S3CRET s3cret\"}", "is of type unknown, not external_account or"),
        Map.entry("{\"type\":\"authorized_user\"}", "is of type authorized_user, not"),
        Map.entry(
            "{\"type\":\"external_account\"}",
            "cannot be used as credentials of type external_account"),
        Map.entry(json(good, Map.of()), "lacks the text private_key_id"),
        Map.entry(json(more, Map.of()), "lacks the text private_key"),
        Map.entry(json(more, Map.of("private_key", SECRET)), "private_key cannot be used"),
        Map.entry(json(more, Map.of("private_key", pem("czNjcmV0"))), "private_key cannot be used"),
        Map.entry(json(more, Map.of("private_key", pem(ec))), "private_key cannot be used"),
        Map.entry(
            json(more, Map.of("token_uri", "http://example.com/t")),
            "token_uri must be an address"));
  }

  private static String json(Map<String, String> fields, Map<String, String> others) {
    var all = new HashMap<>(fields);
    all.putAll(others);
    return JsonMapper.shared().writeValueAsString(all);
  }

  private static String pem(String base64) {
    return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void saysWhatIsWrongWithAFile(Map.Entry<String, String> wrong) throws Exception {
    Files.writeString(setup.key, wrong.getKey());
    assertThatThrownBy(() -> setup.chronicle())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the credentials file " + setup.key + " ")
        .hasMessageContaining(wrong.getValue())
        .hasMessageNotContainingAny(SECRET, "czNjcmV0");
  }

  @Test
  void saysWhichFileCannotBeRead() throws Exception {
    Files.delete(setup.key);
    assertThatThrownBy(() -> setup.chronicle()).hasMessageEndingWith("key.json is not there");
    Files.createDirectory(setup.key);
    assertThatThrownBy(() -> setup.chronicle()).hasMessageContaining("key.json cannot be read");
  }

  @Test
  void looksForCredentialsWhereGoogleSays() throws Exception {
    var config =
        Setup.config("project = p, region = us, instance = 01234567-89ab-4cde-8f01-23456789abcd");
    var named = Map.of("GOOGLE_APPLICATION_CREDENTIALS", setup.key.toString());
    assertThat(signIn(config, named).account()).startsWith("collector@");
    Path gcloud = Files.createDirectories(folder.resolve(".config/gcloud"));
    var home = Map.of("HOME", folder.toString());
    assertThat(signIn(config, home).account()).isEqualTo("the agent's identity");
    setup.server.writeKey(gcloud.resolve("application_default_credentials.json"));
    assertThat(signIn(config, home).account()).startsWith("collector@");
    assertThat(signIn(config, Map.of("CLOUDSDK_CONFIG", gcloud.toString())).account())
        .startsWith("collector@");
    assertThat(signIn(config, Map.of()).account()).isEqualTo("the agent's identity");
    var wrong = Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/not/there.json");
    assertThatThrownBy(() -> signIn(config, wrong))
        .hasMessageEndingWith("/not/there.json is not there");
  }

  private SignIn signIn(SecopsOutputConfig config, Map<String, String> environment)
      throws IOException {
    return new SignIn(
        config,
        "https://www.googleapis.com/auth/cloud-platform",
        setup.context,
        () -> {
          throw new UnsupportedOperationException();
        },
        environment::get);
  }
}
