package io.logboom.outputs.net;

import io.logboom.spi.Pem;
import io.logboom.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes of the options what the JDK wants. */
public final class TlsContext {
  private final Tls tls;

  /** Reads no file yet. */
  public TlsContext(Tls tls) {
    this.tls = tls;
  }

  /**
   * Reads the files.
   *
   * @throws IOException names the file that cannot be read or used
   */
  public SSLContext make() throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot set TLS up: " + e.getMessage(), e);
    }
  }

  private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
    char[] password = {};
    KeyStore store;
    if (tls.keyStore().isPresent()) {
      password = characters(tls.keyStorePassword());
      store = load(tls.keyStore().get(), tls.keyStorePassword());
    } else if (tls.certificate().isPresent()) {
      store = empty();
      var chain = certificates(tls.certificate().get());
      Path keyFile = tls.key().orElseThrow();
      var key = Pem.privateKey(Files.readAllBytes(keyFile), keyFile, tls.keyPassword());
      store.setKeyEntry("agent", key, password, chain.toArray(Certificate[]::new));
    } else {
      return null;
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private TrustManager @Nullable [] trustManagers() throws IOException, GeneralSecurityException {
    KeyStore store = null;
    if (tls.trustStore().isPresent()) {
      store = load(tls.trustStore().get(), tls.trustStorePassword());
    } else if (tls.ca().isPresent()) {
      store = empty();
      for (var certificate : certificates(tls.ca().get())) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
    }
    if (store == null && tls.verifyHostname()) {
      return null;
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    var managers = factory.getTrustManagers();
    for (int i = 0; i < managers.length && !tls.verifyHostname(); i++) {
      if (managers[i] instanceof X509ExtendedTrustManager strict) {
        managers[i] = new AnyHost(strict);
      }
    }
    return managers;
  }

  private static List<X509Certificate> certificates(Path file) throws IOException {
    return Pem.certificates(Files.readAllBytes(file), file);
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load((InputStream) null, null);
    return store;
  }

  /** PKCS #12 and JKS are told apart by what is in the file. */
  private static KeyStore load(Path file, Optional<Secret> password) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read " + file);
    }
    try {
      return KeyStore.getInstance(file.toFile(), characters(password));
    } catch (GeneralSecurityException | IOException e) {
      throw new IOException("cannot open the key store " + file + ": " + e.getMessage(), e);
    }
  }

  private static char[] characters(Optional<Secret> password) {
    return password.map(secret -> secret.reveal().toCharArray()).orElse(new char[0]);
  }

  /** Checks certificates as ever, but not whether they are for the host. */
  private static final class AnyHost extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager strict;

    AnyHost(X509ExtendedTrustManager strict) {
      this.strict = strict;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      strict.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      strict.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      strict.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      strict.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      strict.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      strict.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return strict.getAcceptedIssuers();
    }
  }
}
