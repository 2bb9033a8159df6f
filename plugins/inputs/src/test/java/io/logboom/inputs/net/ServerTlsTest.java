package io.logboom.inputs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServerTlsTest {
  private static final Optional<Path> FILE = Optional.of(Path.of("file.pem"));
  private static final Optional<Path> NONE = Optional.empty();
  private static final Optional<Secret> OPEN = Optional.empty();

  @Test
  void isOffWithoutACertificate() {
    assertThat(new ServerTls(NONE, NONE, OPEN, ClientCertificates.NONE, NONE).enabled()).isFalse();
    assertThat(new ServerTls(FILE, FILE, OPEN, ClientCertificates.NONE, NONE).enabled()).isTrue();
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    refused(FILE, NONE, OPEN, ClientCertificates.NONE, NONE, "certificate needs key");
    refused(NONE, FILE, OPEN, ClientCertificates.NONE, NONE, "key needs certificate");
    var password = Optional.of(Secret.of("x"));
    refused(NONE, NONE, password, ClientCertificates.NONE, NONE, "key-password needs key");
    var required = ClientCertificates.REQUIRED;
    refused(FILE, FILE, OPEN, required, NONE, "client-certificates = required needs client-ca");
    refused(NONE, NONE, OPEN, required, FILE, "client-certificates = required needs certificate");
    refused(FILE, FILE, OPEN, ClientCertificates.NONE, FILE, "client-ca needs");
  }

  private static void refused(
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<Secret> password,
      ClientCertificates asked,
      Optional<Path> ca,
      String because) {
    assertThatThrownBy(() -> new ServerTls(certificate, key, password, asked, ca))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because);
  }
}
