package io.logboom.inputs.net;

import io.logboom.spi.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the files of {@link ServerTls} held at one moment, so that what is compared is also what is
 * used.
 */
final class TlsFiles {
  private final ServerTls options;
  private final byte[] certificate;
  private final byte[] key;
  private final byte[] clientCa;

  private TlsFiles(ServerTls options) throws IOException {
    this.options = options;
    this.certificate = content(options.certificate());
    this.key = content(options.key());
    this.clientCa = content(options.clientCa());
  }

  /**
   * Reads them.
   *
   * @throws IOException names the file that cannot be read
   */
  static TlsFiles read(ServerTls options) throws IOException {
    return new TlsFiles(options);
  }

  private static byte[] content(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return new byte[0];
    }
    try {
      return Files.readAllBytes(file.get());
    } catch (IOException e) {
      throw new IOException("cannot read " + file.get() + ": " + e, e);
    }
  }

  /** To be compared with others. */
  List<byte[]> contents() {
    return List.of(certificate, key, clientCa);
  }

  static boolean same(List<byte[]> one, List<byte[]> other) {
    return Arrays.deepEquals(one.toArray(), other.toArray());
  }

  /**
   * What the JDK makes of them.
   *
   * @throws IOException names the file that cannot be used
   */
  SSLContext use() throws IOException {
    var chain = chain();
    Path keyFile = options.key().orElseThrow();
    PrivateKey privateKey = Pem.privateKey(key, keyFile, options.keyPassword());
    try {
      if (!belongs(privateKey, chain.getFirst())) {
        throw new IOException("the key in " + keyFile + " is not that of the certificate");
      }
      var store = empty();
      store.setKeyEntry("agent", privateKey, new char[0], chain.toArray(X509Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trusted(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot set TLS up: " + e.getMessage(), e);
    }
  }

  /** Whose certificate it is. */
  String subject() throws IOException {
    return chain().getFirst().getSubjectX500Principal().getName();
  }

  /** What is odd about certificates that can be used all the same. */
  List<String> warnings(Instant now) throws IOException {
    var first = chain().getFirst();
    try {
      first.checkValidity(Date.from(now));
      return List.of();
    } catch (CertificateException e) {
      return List.of(
          "the certificate is not valid now, but from "
              + first.getNotBefore().toInstant()
              + " to "
              + first.getNotAfter().toInstant());
    }
  }

  private List<X509Certificate> chain() throws IOException {
    return Pem.certificates(certificate, options.certificate().orElseThrow());
  }

  /** The JDK takes any key with any certificate; only a handshake would tell. */
  private static boolean belongs(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm();
    if (!algorithm.equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    var signature =
        Signature.getInstance(
            switch (algorithm) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> algorithm;
            });
    byte[] text = {1, 2, 3};
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(text);
    return signature.verify(signed);
  }

  private TrustManager @Nullable [] trusted() throws IOException, GeneralSecurityException {
    if (options.clientCa().isEmpty()) {
      return null;
    }
    var store = empty();
    for (var ca : Pem.certificates(clientCa, options.clientCa().get())) {
      store.setCertificateEntry("ca-" + store.size(), ca);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load((InputStream) null, null);
    return store;
  }
}
