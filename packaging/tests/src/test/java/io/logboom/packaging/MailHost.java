package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real mail server with a certificate of its own, that wants STARTTLS and signing in. */
final class MailHost implements AutoCloseable {
  private static final String USER = "logboom";
  private static final String PASSWORD = "correct horse";

  private final Path certificate;
  private final int port;
  private final ServerProcess server;

  MailHost() throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createTempDirectory(Built.scratch("mail"), "host");
    certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    makeCertificate(folder, key);
    port = ServerProcess.freePort();
    server =
        Servers.aiosmtpd(
            List.of(
                Integer.toString(port), certificate.toString(), key.toString(), USER, PASSWORD));
  }

  private void makeCertificate(Path folder, Path key)
      throws IOException, InterruptedException, GeneralSecurityException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    String options =
        "-genkeypair -alias a -keyalg EC -dname CN=mail -ext san=ip:127.0.0.1 -keystore store.p12"
            + " -storetype PKCS12 -storepass changeit";
    command.addAll(List.of(options.split(" ", -1)));
    Process keytool =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    char[] password = "changeit".toCharArray();
    var store = KeyStore.getInstance(folder.resolve("store.p12").toFile(), password);
    write(certificate, "CERTIFICATE", store.getCertificate("a").getEncoded());
    write(key, "PRIVATE KEY", store.getKey("a", password).getEncoded());
  }

  private static void write(Path file, String kind, byte[] der) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der)));
  }

  /** What a configuration has to know of it. */
  Map<String, String> environment() {
    return Map.of(
        "MAIL_HOST",
        "127.0.0.1",
        "MAIL_PORT",
        Integer.toString(port),
        "MAIL_USER",
        USER,
        "MAIL_PASSWORD",
        PASSWORD,
        "MAIL_CA",
        certificate.toString(),
        "MAIL_FROM",
        "Security <alerts@example.com>",
        "MAIL_TO",
        "on-call@example.com");
  }

  /** The mails it took, as Python's library reads them. */
  List<JsonNode> mails() throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(server.endpoint()).build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return JsonMapper.shared().readTree(answer.body()).valueStream().toList();
    }
  }

  /** The one header of that name. */
  static String header(JsonNode mail, String name) {
    var values =
        mail.get("headers")
            .valueStream()
            .filter(header -> header.get(0).asString().equals(name))
            .toList();
    assertThat(values).as(name).hasSize(1);
    return values.getFirst().get(1).asString();
  }

  @Override
  public void close() {
    server.close();
  }
}
