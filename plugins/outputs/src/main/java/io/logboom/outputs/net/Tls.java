package io.logboom.outputs.net;

import io.logboom.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom the agent trusts, and how it proves who it is, in TLS.
 *
 * @param ca certificates to trust instead of those of the JDK, in PEM
 * @param trustStore the same as a PKCS #12 or JKS file
 * @param trustStorePassword of that
 * @param certificate the agent's own, with its chain, in PEM
 * @param key to that, in PEM (PKCS #8)
 * @param keyPassword of an encrypted key
 * @param keyStore certificate and key as a PKCS #12 or JKS file
 * @param keyStorePassword of that
 * @param verifyHostname whether the certificate must be for the host
 */
public record Tls(
    Optional<Path> ca,
    Optional<Path> trustStore,
    Optional<Secret> trustStorePassword,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Secret> keyPassword,
    Optional<Path> keyStore,
    Optional<Secret> keyStorePassword,
    boolean verifyHostname) {

  public Tls {
    atMostOne("ca", ca, "trust-store", trustStore);
    atMostOne("certificate", certificate, "key-store", keyStore);
    needs("trust-store-password", trustStorePassword, "trust-store", trustStore);
    needs("key-store-password", keyStorePassword, "key-store", keyStore);
    needs("certificate", certificate, "key", key);
    needs("key", key, "certificate", certificate);
    needs("key-password", keyPassword, "key", key);
  }

  private static void atMostOne(String one, Optional<?> first, String other, Optional<?> second) {
    if (first.isPresent() && second.isPresent()) {
      throw new IllegalArgumentException("give " + one + " or " + other + ", not both");
    }
  }

  private static void needs(String one, Optional<?> given, String other, Optional<?> needed) {
    if (given.isPresent() && needed.isEmpty()) {
      throw new IllegalArgumentException(one + " needs " + other);
    }
  }
}
