package io.logboom.inputs.net;

import io.logboom.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a listener proves who it is, and whom it trusts: the section {@code tls} of every input that
 * listens. Without a certificate there is no TLS.
 *
 * @param certificate the agent's own, with its chain, in PEM
 * @param key to that, in PEM (PKCS #8)
 * @param keyPassword of an encrypted key
 * @param clientCertificates whether those who connect show one
 * @param clientCa who must have signed theirs, in PEM
 */
public record ServerTls(
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Secret> keyPassword,
    ClientCertificates clientCertificates,
    Optional<Path> clientCa) {

  public ServerTls {
    needs("certificate", certificate.isPresent(), "key", key.isPresent());
    needs("key", key.isPresent(), "certificate", certificate.isPresent());
    needs("key-password", keyPassword.isPresent(), "key", key.isPresent());
    boolean asks = clientCertificates != ClientCertificates.NONE;
    String words = "client-certificates = " + clientCertificates;
    needs(words, asks, "certificate", certificate.isPresent());
    needs(words, asks, "client-ca", clientCa.isPresent());
    needs("client-ca", clientCa.isPresent(), "client-certificates = optional or required", asks);
  }

  private static void needs(String one, boolean given, String other, boolean there) {
    if (given && !there) {
      throw new IllegalArgumentException(one + " needs " + other);
    }
  }

  /** Whether there is TLS at all. */
  public boolean enabled() {
    return certificate.isPresent();
  }
}
