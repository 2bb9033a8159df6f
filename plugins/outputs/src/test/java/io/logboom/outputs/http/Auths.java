package io.logboom.outputs.http;

import io.logboom.spi.Secret;
import java.util.Optional;

/** Ways to say who one is. */
final class Auths {
  static final Auth NONE = auth(Auth.Type.NONE, "", "", "", "", "");

  private Auths() {}

  static Auth basic(String username, String password) {
    return auth(Auth.Type.BASIC, username, password, "", "", "");
  }

  static Auth bearer(String token) {
    return auth(Auth.Type.BEARER, "", "", token, "", "");
  }

  static Auth header(String header, String value) {
    return auth(Auth.Type.HEADER, "", "", "", header, value);
  }

  static Auth hmac(String key) {
    return hmac(key, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Auth hmac(
      String key,
      Optional<String> header,
      Optional<Auth.Encoding> encoding,
      Optional<String> prefix,
      Optional<String> timestampHeader) {
    return new Auth(
        Auth.Type.HMAC_SHA256,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        header,
        Optional.empty(),
        Optional.of(Secret.of(key)),
        encoding,
        prefix,
        timestampHeader);
  }

  private static Auth auth(
      Auth.Type type, String username, String password, String token, String header, String value) {
    return new Auth(
        type,
        given(username),
        given(password).map(Secret::of),
        given(token).map(Secret::of),
        given(header),
        given(value).map(Secret::of),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
