package io.logboom.outputs.http;

import io.logboom.outputs.net.Tls;
import io.logboom.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** What one can trust. */
final class Tlss {
  static final Tls DEFAULT =
      new Tls(none(), none(), none(), none(), none(), none(), none(), none(), true);

  private Tlss() {}

  static Tls ca(Path file) {
    return new Tls(Optional.of(file), none(), none(), none(), none(), none(), none(), none(), true);
  }

  static Tls anyHost(Path ca) {
    return new Tls(Optional.of(ca), none(), none(), none(), none(), none(), none(), none(), false);
  }

  static Tls trustStore(Path file, String password) {
    return new Tls(
        none(),
        Optional.of(file),
        Optional.of(Secret.of(password)),
        none(),
        none(),
        none(),
        none(),
        none(),
        true);
  }

  static Tls pem(Path ca, Path certificate, Path key, Optional<String> password) {
    return new Tls(
        Optional.of(ca),
        none(),
        none(),
        Optional.of(certificate),
        Optional.of(key),
        password.map(Secret::of),
        none(),
        none(),
        true);
  }

  static Tls keyStore(Path ca, Path file, String password) {
    return new Tls(
        Optional.of(ca),
        none(),
        none(),
        none(),
        none(),
        none(),
        Optional.of(file),
        Optional.of(Secret.of(password)),
        true);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
