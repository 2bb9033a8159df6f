package io.logboom.inputs.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/**
 * Credentials that need nobody's answer; roles are tested where there is somebody to assume them.
 */
final class IdentityTest {
  private static final Credentials.WebIdentity NO_IDENTITY =
      new Credentials.WebIdentity(Optional.empty(), Optional.empty());
  private static final Credentials.AssumeRole NO_ROLE =
      new Credentials.AssumeRole(
          Optional.empty(), Optional.empty(), "logboom", Duration.ofHours(1));

  @Test
  @DisplayName("keys in the configuration are used as they are, with their session token")
  void keys() {
    var credentials =
        resolve(
            new Credentials(
                Credentials.From.STATIC,
                Optional.empty(),
                Optional.of(Secret.of("AKIAEXAMPLE")),
                Optional.of(Secret.of("made-up")),
                Optional.of(Secret.of("session")),
                NO_IDENTITY,
                NO_ROLE));
    assertThat(credentials)
        .isEqualTo(AwsSessionCredentials.create("AKIAEXAMPLE", "made-up", "session"));
  }

  @Test
  @DisplayName("a profile is looked up in the shared files")
  void profile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("credentials");
    Files.writeString(
        file, "[audit]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = made-up\n");
    String before = System.setProperty("aws.sharedCredentialsFile", file.toString());
    try {
      var credentials =
          resolve(
              new Credentials(
                  Credentials.From.PROFILE,
                  Optional.of("audit"),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  NO_IDENTITY,
                  NO_ROLE));
      assertThat(credentials.accessKeyId()).isEqualTo("AKIAPROFILE");
    } finally {
      restore("aws.sharedCredentialsFile", before);
    }
  }

  @Test
  @DisplayName("without a word, the default chain finds the first there are")
  void defaults() {
    String id = System.setProperty("aws.accessKeyId", "AKIASYSTEM");
    String key = System.setProperty("aws.secretAccessKey", "made-up");
    try {
      var credentials =
          resolve(
              new Credentials(
                  Credentials.From.DEFAULT,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  NO_IDENTITY,
                  NO_ROLE));
      assertThat(credentials.accessKeyId()).isEqualTo("AKIASYSTEM");
    } finally {
      restore("aws.accessKeyId", id);
      restore("aws.secretAccessKey", key);
    }
  }

  private static AwsCredentials resolve(Credentials credentials) {
    try (var http = Http.client(Duration.ofSeconds(1));
        var identity = Identity.of(credentials, Region.EU_WEST_1, Optional.empty(), http)) {
      return identity.provider().resolveCredentials();
    }
  }

  private static void restore(String property, String before) {
    if (before == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, before);
    }
  }
}
