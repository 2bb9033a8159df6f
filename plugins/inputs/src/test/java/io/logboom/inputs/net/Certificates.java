package io.logboom.inputs.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Secret;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Key pairs with certificates they signed themselves, as files in a folder, made by keytool. */
public final class Certificates {
  /** Of encrypted keys. */
  public static final String PASSWORD = "changeit";

  private final Path folder;

  /** None yet. */
  public Certificates(Path folder) {
    this.folder = folder;
  }

  /** Makes NAME.pem, NAME.key and NAME-encrypted.key, for {@code localhost} and its addresses. */
  public void make(String name, String algorithm, String... more) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-alias", name, "-keyalg", algorithm, "-dname", "CN=" + name));
    command.addAll(List.of("-ext", "SAN=IP:127.0.0.1,DNS:localhost"));
    command.addAll(List.of("-keystore", name + ".p12", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(more));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    write(name + ".pem", "CERTIFICATE", certificate(name).getEncoded());
    write(name + ".key", "PRIVATE KEY", key(name).getEncoded());
    write(name + "-encrypted.key", "ENCRYPTED PRIVATE KEY", encrypt(key(name).getEncoded()));
  }

  /** A file of the folder. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** The options of a listener that shows this certificate and asks for none. */
  public ServerTls options(String name) {
    return options(name, ClientCertificates.NONE, Optional.empty());
  }

  /** The options of a listener that asks for certificates. */
  public ServerTls options(String name, ClientCertificates asked, Optional<String> ca) {
    return new ServerTls(
        Optional.of(file(name + ".pem")),
        Optional.of(file(name + ".key")),
        Optional.empty(),
        asked,
        ca.map(file -> file(file + ".pem")));
  }

  /** Options with any key. */
  public ServerTls options(String certificate, String keyFile, Optional<String> password) {
    return new ServerTls(
        Optional.of(file(certificate)),
        Optional.of(file(keyFile)),
        password.map(Secret::of),
        ClientCertificates.NONE,
        Optional.empty());
  }

  /** A client that trusts these, without a certificate of its own. */
  public SSLContext client(String... trusted) throws Exception {
    return client(Optional.empty(), trusted);
  }

  /** A client that trusts these and shows that. */
  public SSLContext client(Optional<String> own, String... trusted) throws Exception {
    var authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    for (String name : trusted) {
      authorities.setCertificateEntry(name, certificate(name));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    var mine = KeyStore.getInstance("PKCS12");
    mine.load(null, null);
    if (own.isPresent()) {
      var chain = new Certificate[] {certificate(own.get())};
      mine.setKeyEntry("me", key(own.get()), new char[0], chain);
    }
    keys.init(mine, new char[0]);
    var context = SSLContext.getInstance("TLS");
    var stubborn =
        Stream.of(keys.getKeyManagers())
            .map(X509ExtendedKeyManager.class::cast)
            .map(keyManager -> own.isPresent() ? new Stubborn(keyManager) : keyManager)
            .toArray(KeyManager[]::new);
    context.init(stubborn, trust.getTrustManagers(), null);
    return context;
  }

  /** Writes any bytes as PEM. */
  public void write(String file, String kind, byte[] der) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "Some words before it.\n-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind));
  }

  private Certificate certificate(String name) throws Exception {
    return store(name).getCertificate(name);
  }

  private PrivateKey key(String name) throws Exception {
    return (PrivateKey) store(name).getKey(name, PASSWORD.toCharArray());
  }

  private KeyStore store(String name) throws Exception {
    return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
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

  /** Shows its certificate also to those who have said that they will not trust it. */
  private static final class Stubborn extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager keys;

    Stubborn(X509ExtendedKeyManager keys) {
      this.keys = keys;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return "me";
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return "me";
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {"me"};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {"me"};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return keys.getPrivateKey(alias);
    }
  }
}
