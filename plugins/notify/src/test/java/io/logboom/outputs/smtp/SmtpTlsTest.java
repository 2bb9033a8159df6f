package io.logboom.outputs.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Batch;
import io.logboom.testkit.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SmtpTlsTest {
  private static final String PASSWORD = "changeit";
  private static final Batch BATCH = Batch.of(List.of(Events.of("one")));

  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    make("here", "ip:127.0.0.1");
    make("elsewhere", "dns:mail.example.com");
  }

  private static void make(String name, String host) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    String options =
        "-genkeypair -alias a -keyalg EC -dname CN=%s -ext san=%s -keystore %s.p12 -storetype PKCS12 -storepass %s"
            .formatted(name, host, name, PASSWORD);
    command.addAll(List.of(options.split(" ", -1)));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    byte[] der = store(name).getCertificate("a").getEncoded();
    Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(der)));
  }

  private static KeyStore store(String name) throws Exception {
    return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
  }

  private static Postbox postbox(String name, boolean implicit) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(name), PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new Postbox(Optional.of(context), implicit);
  }

  private static String trusting(String name, String more) {
    return "tls { ca = \"" + folder.resolve(name + ".pem") + "\"\n" + more + " }\n";
  }

  @Test
  void beginsTlsBeforeItSaysAnything() throws Exception {
    try (var postbox = postbox("here", false)) {
      postbox.extensions = "STARTTLS";
      String options = "security = starttls\n" + trusting("here", "");
      try (var output = postbox.output(options)) {
        output.write(BATCH);
        output.check();
      }
      assertThat(postbox.texts()).containsExactly("one");
      assertThat(postbox.said.get(0)).startsWith("EHLO");
      assertThat(postbox.said.get(1)).isEqualTo("STARTTLS");
      assertThat(postbox.said.get(2)).startsWith("EHLO");
    }
  }

  @Test
  void speaksTlsFromTheFirstByte() throws Exception {
    try (var postbox = postbox("here", true);
        var output = postbox.output("security = implicit\n" + trusting("here", ""))) {
      output.write(BATCH);
      assertThat(postbox.texts()).containsExactly("one");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "454 not available", "502 what", "220"})
  void saysNothingToAServerThatOffersNoTls(String answer) throws Exception {
    try (var postbox = new Postbox();
        var output =
            postbox.output(
                "security = starttls, username = u, password = s3cret, request-timeout = 1s\n")) {
      if (!answer.isEmpty()) {
        postbox.extensions = "STARTTLS";
        postbox.script =
            (command, _) -> command.equals("STARTTLS") ? Optional.of(answer) : Optional.empty();
      }
      assertThatThrownBy(() -> output.write(BATCH))
          .isInstanceOf(IOException.class)
          .hasMessageMatching(".*(TLS|454|502).*");
      assertThat(postbox.said)
          .filteredOn(line -> line.startsWith("AUTH") || line.startsWith("MAIL"))
          .isEmpty();
      assertThat(postbox.letters()).isEmpty();
    }
  }

  /** Whoever can write into the plain part of a connection must not speak for the server later. */
  @Test
  void forgetsWhatTheServerSaidBeforeTls() throws Exception {
    try (var postbox = postbox("here", false)) {
      postbox.extensions = "STARTTLS";
      postbox.script =
          (command, _) ->
              command.equals("STARTTLS")
                  ? Optional.of("220 go on\r\n250 injected SIZE 1")
                  : Optional.empty();
      try (var output = postbox.output("security = starttls\n" + trusting("here", ""))) {
        try {
          output.write(BATCH);
        } catch (IOException e) {
          // Either is well: what was injected is part of the TLS handshake, or thrown away.
          assertThat(e).hasMessageContaining("TLS");
          return;
        }
      }
      assertThat(postbox.texts()).containsExactly("one");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "implicit"})
  void trustsNoOtherCertificate(String security) throws Exception {
    boolean implicit = security.equals("implicit");
    for (String tls : List.of("", trusting("elsewhere", ""))) {
      try (var postbox = postbox("here", implicit)) {
        postbox.extensions = "STARTTLS";
        try (var output = postbox.output("security = " + security + "\n" + tls)) {
          assertThatThrownBy(() -> output.write(BATCH))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("certif");
        }
        assertThat(postbox.letters()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"starttls", "implicit"})
  void looksWhetherTheCertificateIsForTheHostUnlessTold(String security) throws Exception {
    try (var postbox = postbox("elsewhere", security.equals("implicit"))) {
      postbox.extensions = "STARTTLS";
      String options = "security = " + security + "\n";
      try (var output = postbox.output(options + trusting("elsewhere", ""))) {
        assertThatThrownBy(() -> output.write(BATCH))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("127.0.0.1");
      }
      assertThat(postbox.letters()).isEmpty();
      try (var output =
          postbox.output(options + trusting("elsewhere", "verify-hostname = false"))) {
        output.write(BATCH);
      }
      assertThat(postbox.texts()).containsExactly("one");
    }
  }

  @Test
  void saysAtOnceWhichFileCannotBeUsed() throws Exception {
    try (var postbox = new Postbox()) {
      assertThatThrownBy(
              () -> postbox.output("security = starttls\ntls { ca = /nowhere/ca.pem }\n"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/nowhere/ca.pem");
    }
  }
}
