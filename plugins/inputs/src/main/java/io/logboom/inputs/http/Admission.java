package io.logboom.inputs.http;

import io.logboom.spi.Secret;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who may send. What is shown is compared in a time that does not depend on how much of it is
 * right. Safe for use by many threads.
 */
final class Admission {
  private final Auth auth;
  private final byte[] due;

  Admission(Auth auth) {
    this.auth = auth;
    this.due = digest(secret(auth).getBytes(StandardCharsets.UTF_8));
  }

  private static String secret(Auth auth) {
    return switch (auth.type()) {
      case NONE -> "";
      case BASIC -> auth.username().orElse("") + ":" + text(auth.password());
      case BEARER -> text(auth.token());
      case HEADER -> text(auth.value());
    };
  }

  private static String text(Optional<Secret> secret) {
    return secret.map(Secret::reveal).orElse("");
  }

  /** Whether whoever sends these headers may. */
  boolean grants(HttpHeaders headers) {
    return switch (auth.type()) {
      case NONE -> true;
      case BASIC -> is(user(after("Basic", only(headers, "Authorization"))));
      case BEARER ->
          headers.contains(Firehose.REQUEST_ID)
              ? is(bytes(only(headers, Firehose.ACCESS_KEY)))
              : is(bytes(after("Bearer", only(headers, "Authorization"))));
      case HEADER -> is(bytes(only(headers, auth.header().orElse(""))));
    };
  }

  /** The header {@code WWW-Authenticate} of a 401 (RFC 9110 §11.6.1). */
  String challenge() {
    return switch (auth.type()) {
      case NONE, BEARER -> "Bearer realm=\"logboom\"";
      case BASIC -> "Basic realm=\"logboom\", charset=\"UTF-8\"";
      case HEADER -> auth.header().orElse("") + " realm=\"logboom\"";
    };
  }

  private boolean is(byte @Nullable [] shown) {
    return shown != null && MessageDigest.isEqual(digest(shown), due);
  }

  /** A header that is there twice is somebody's attempt to be two people. */
  private static @Nullable String only(HttpHeaders headers, String name) {
    List<String> values = headers.getAll(name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  private static @Nullable String after(String scheme, @Nullable String value) {
    if (value == null
        || value.length() <= scheme.length()
        || !value.regionMatches(true, 0, scheme, 0, scheme.length())
        || value.charAt(scheme.length()) != ' ') {
      return null;
    }
    return value.substring(scheme.length() + 1).strip();
  }

  private static byte @Nullable [] user(@Nullable String base64) {
    try {
      return base64 == null ? null : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static byte @Nullable [] bytes(@Nullable String value) {
    return value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Digests are of one length, so a comparison does not tell that of the secret either. */
  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
