package io.logboom.outputs.secops;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import io.logboom.spi.Context;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Pem;
import io.logboom.spi.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of Google credentials: a service account's key, or how an identity of elsewhere becomes
 * one of Google's. Says what is wrong with it more plainly than a failing request would, and never
 * what is in it.
 */
final class CredentialsFile {
  private static final Pattern TYPE = Pattern.compile("[a-z_]{1,40}");
  private static final String SERVICE_ACCOUNT = "service_account";

  private final Path file;
  private final Set<String> types;

  /**
   * @param types of credentials that will do
   */
  CredentialsFile(Path file, Set<String> types) {
    this.file = file;
    this.types = types;
  }

  /**
   * Reads it.
   *
   * @throws IOException says what is wrong with it, and where
   */
  GoogleCredentials read(Context context, HttpTransportFactory transport) throws IOException {
    byte[] content = content();
    var fields = fields(content, context);
    String type = required(fields, "type");
    if (!types.contains(type)) {
      throw problem(
          "is of type "
              + (TYPE.matcher(type).matches() ? type : "unknown")
              + ", not "
              + String.join(" or ", types.stream().sorted().toList()));
    }
    if (type.equals(SERVICE_ACCOUNT)) {
      checkKey(fields);
    }
    try {
      return GoogleCredentials.fromStream(new ByteArrayInputStream(content), transport);
    } catch (IOException | RuntimeException e) {
      // Without its cause: what a parser complains of may be a secret.
      throw problem("cannot be used as credentials of type " + type);
    }
  }

  private byte[] content() throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw problem("is not there");
    } catch (AccessDeniedException e) {
      throw problem("may not be read by this user");
    } catch (IOException e) {
      throw problem("cannot be read: " + e.getMessage());
    }
  }

  private SequencedMap<String, Value> fields(byte[] content, Context context) throws IOException {
    var origin = new Origin(context.name(), file.toString(), context.clock().instant(), Map.of());
    try {
      if (context.event(content, origin).tree() instanceof Value.Obj(var fields)) {
        return fields;
      }
      throw problem("is JSON, but not an object");
    } catch (MalformedException e) {
      throw problem(
          e.at() < 0 ? "is not JSON" : "is not JSON: line " + line(content, e.at()) + " is wrong");
    }
  }

  private static long line(byte[] content, long at) {
    long line = 1;
    for (int i = 0; i < Math.min(at, content.length); i++) {
      line += content[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private void checkKey(SequencedMap<String, Value> fields) throws IOException {
    for (var name : List.of("client_id", "client_email", "private_key_id")) {
      required(fields, name);
    }
    if (text(fields, "token_uri").isPresent()) {
      try {
        Plain.check("token_uri", URI.create(required(fields, "token_uri")));
      } catch (IllegalArgumentException e) {
        throw problem("is wrong: token_uri must be an address that begins with https://");
      }
    }
    var key = required(fields, "private_key").getBytes(StandardCharsets.UTF_8);
    try {
      var read = Pem.privateKey(key, Path.of("private_key"), Optional.empty());
      if (!read.getAlgorithm().equals("RSA")) {
        throw problem("is wrong: private_key is no RSA key");
      }
    } catch (IOException e) {
      throw problem("is wrong: private_key cannot be used as a PKCS #8 RSA key");
    }
  }

  private String required(SequencedMap<String, Value> fields, String name) throws IOException {
    var text = text(fields, name);
    if (text.isEmpty() || text.get().isBlank()) {
      throw problem("is wrong: it lacks the text " + name);
    }
    return text.get();
  }

  private static Optional<String> text(SequencedMap<String, Value> fields, String name) {
    return fields.get(name) instanceof Value.Str(var text) ? Optional.of(text) : Optional.empty();
  }

  private IOException problem(String what) {
    return new IOException("the credentials file " + file + " " + what);
  }
}
