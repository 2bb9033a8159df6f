package io.logboom.outputs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.event.JsonEvent;
import io.logboom.outputs.net.Body;
import io.logboom.outputs.net.Client;
import io.logboom.spi.Batch;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TlsTest {
  private static final String PASSWORD = "changeit";
  @TempDir static Path folder;
  private Receiver receiver;

  @BeforeAll
  static void makeCertificates() throws Exception {
    make("server", "CN=server", "-ext", "SAN=IP:127.0.0.1");
    make("elsewhere", "CN=elsewhere", "-ext", "SAN=DNS:elsewhere.example.com");
    make("agent", "CN=agent");
    var store = store("agent.p12");
    var key = store.getKey("agent", PASSWORD.toCharArray());
    write("agent.key", "PRIVATE KEY", key.getEncoded());
    write("agent-encrypted.key", "ENCRYPTED PRIVATE KEY", encrypt(key.getEncoded()));
    write("old.key", "RSA PRIVATE KEY", new byte[10]);
    write("broken.key", "PRIVATE KEY", new byte[10]);
  }

  /** A key pair and a certificate it signed itself, as NAME.p12 and NAME.pem. */
  private static void make(String name, String subject, String... more) throws Exception {
    keytool(
        Stream.concat(
                Stream.of(
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    subject,
                    "-keystore",
                    name + ".p12",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD),
                Stream.of(more))
            .toArray(String[]::new));
    write(name + ".pem", "CERTIFICATE", store(name + ".p12").getCertificate(name).getEncoded());
  }

  private static void keytool(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static KeyStore store(String file) throws Exception {
    return KeyStore.getInstance(folder.resolve(file).toFile(), PASSWORD.toCharArray());
  }

  private static void write(String file, String kind, byte[] der) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "Some words before it.\n-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind));
  }

  private static byte[] encrypt(byte[] der) throws Exception {
    var algorithm = "PBEWithHmacSHA256AndAES_256";
    var key =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray()));
    var cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    var parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(der)).getEncoded();
  }

  private Options serve(String name, boolean wantsCertificate) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(name + ".p12"), PASSWORD.toCharArray());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store("agent.p12"));
    // A key store's own key entries are not trusted; its certificate has to be an entry.
    var agents = KeyStore.getInstance("PKCS12");
    agents.load(null, null);
    agents.setCertificateEntry("agent", store("agent.p12").getCertificate("agent"));
    trusted.init(agents);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    receiver = Receiver.start(context, wantsCertificate);
    return new Options("https://127.0.0.1:" + receiver.port() + "/");
  }

  @AfterEach
  void stop() {
    if (receiver != null) {
      receiver.close();
    }
  }

  private static void write(Options options) throws Exception {
    byte[] bytes = {'{', '}'};
    try (var output = new HttpOutput(options.config(), HttpOutputContractTest.context())) {
      output.write(Batch.of(List.of(JsonEvent.of(bytes, 0, 2, OutputContract.ORIGIN, 0))));
    }
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }

  @Test
  void trustsWhomItIsTold() throws Exception {
    var options = serve("server", false);
    write(options.tls(Tlss.ca(file("server.pem"))));
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "ca",
        "-file",
        "server.pem",
        "-keystore",
        "trust.p12",
        "-storepass",
        PASSWORD);
    write(options.tls(Tlss.trustStore(file("trust.p12"), PASSWORD)));
    assertThat(receiver.asked()).hasSize(2);
  }

  /** So that the next body can be made in the same memory. */
  @Test
  void aBodyIsTakenOnceItIsAnswered() throws Exception {
    var options = serve("server", false).tls(Tlss.ca(file("server.pem")));
    byte[] bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    try (var client = new Client(options.config().transport(), true)) {
      for (int time = 0; time < 5; time++) {
        var body = new Body(ByteBuffer.wrap(bytes));
        var uri = URI.create("https://127.0.0.1:" + receiver.port() + "/");
        client.send(HttpRequest.newBuilder(uri).POST(body.publisher()).build());
        assertThat(body.taken()).isTrue();
        assertThat(receiver.asked().getLast().bytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void doesNotTrustOthers() throws Exception {
    var options = serve("server", false);
    for (var tls :
        List.of(Tlss.DEFAULT, Tlss.ca(file("agent.pem")), Tlss.anyHost(file("agent.pem")))) {
      assertThatThrownBy(() -> write(options.tls(tls)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("certif");
    }
    assertThat(receiver.asked()).isEmpty();
  }

  @Test
  void looksWhetherTheCertificateIsForTheHostUnlessTold() throws Exception {
    var options = serve("elsewhere", false);
    assertThatThrownBy(() -> write(options.tls(Tlss.ca(file("elsewhere.pem")))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1");
    write(options.tls(Tlss.anyHost(file("elsewhere.pem"))));
    assertThat(receiver.asked()).hasSize(1);
  }

  @Test
  void showsItsOwnCertificate() throws Exception {
    var options = serve("server", true);
    var ca = file("server.pem");
    write(options.tls(Tlss.pem(ca, file("agent.pem"), file("agent.key"), Optional.empty())));
    write(
        options.tls(
            Tlss.pem(ca, file("agent.pem"), file("agent-encrypted.key"), Optional.of(PASSWORD))));
    write(options.tls(Tlss.keyStore(ca, file("agent.p12"), PASSWORD)));
    assertThat(receiver.asked()).hasSize(3);
    assertThatThrownBy(() -> write(options.tls(Tlss.ca(ca)))).isInstanceOf(IOException.class);
  }

  @Test
  void saysWhichFileCannotBeUsed() throws Exception {
    var options = new Options("https://127.0.0.1:1/");
    var ca = file("server.pem");
    var agent = file("agent.pem");
    assertUnusable(options.tls(Tlss.ca(file("missing.pem"))), "missing.pem");
    assertUnusable(options.tls(Tlss.ca(file("agent.p12"))), "agent.p12");
    assertUnusable(options.tls(Tlss.pem(ca, agent, ca, Optional.empty())), "no private key");
    assertUnusable(
        options.tls(Tlss.pem(ca, agent, file("old.key"), Optional.empty())), "openssl pkcs8");
    assertUnusable(
        options.tls(Tlss.pem(ca, agent, file("broken.key"), Optional.empty())), "broken.key");
    assertUnusable(
        options.tls(Tlss.pem(ca, agent, file("agent-encrypted.key"), Optional.empty())),
        "key-password");
    assertUnusable(
        options.tls(Tlss.pem(ca, agent, file("agent-encrypted.key"), Optional.of("wr0ng"))),
        "agent-encrypted.key");
    assertUnusable(options.tls(Tlss.keyStore(ca, file("agent.p12"), "wr0ng")), "agent.p12");
    assertUnusable(options.tls(Tlss.trustStore(file("missing.p12"), "wr0ng")), "missing.p12");
  }

  private static void assertUnusable(Options options, String because) {
    assertThatThrownBy(() -> write(options))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(because)
        .hasMessageNotContaining("wr0ng");
  }
}
