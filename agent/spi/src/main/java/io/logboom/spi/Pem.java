package io.logboom.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads certificates and keys as text (RFC 7468), for plugins that speak TLS. Stateless. */
public final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

  private Pem() {}

  /**
   * All certificates of a file.
   *
   * @param file for messages
   * @throws IOException when there is none, or one cannot be read
   */
  public static List<X509Certificate> certificates(byte[] content, Path file) throws IOException {
    try {
      var in = new ByteArrayInputStream(content);
      var certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IOException("there is no certificate in " + file);
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IOException("cannot read the certificates in " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The private key of a file: PKCS #8 (RFC 5958), encrypted or not; RSA, EC or EdDSA.
   *
   * @param file for messages
   * @throws IOException when there is none, or it cannot be used; says nothing of what is in it
   */
  public static PrivateKey privateKey(byte[] content, Path file, Optional<Secret> password)
      throws IOException {
    var match = KEY.matcher(new String(content, StandardCharsets.ISO_8859_1));
    if (!match.find()) {
      throw new IOException("there is no private key in " + file);
    }
    String kind = match.group(1).strip();
    if (!kind.isEmpty() && !kind.equals("ENCRYPTED")) {
      throw new IOException(
          "the key in "
              + file
              + " is of the old kind: openssl pkcs8 -topk8 makes a PKCS #8 key of it");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(match.group(2));
      return key(
          kind.isEmpty() ? new PKCS8EncodedKeySpec(der) : decrypt(der, file, password), file);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("cannot use the key in " + file + ": " + e.getMessage(), e);
    }
  }

  private static PKCS8EncodedKeySpec decrypt(byte[] der, Path file, Optional<Secret> password)
      throws IOException, GeneralSecurityException {
    if (password.isEmpty()) {
      throw new IOException("the key in " + file + " is encrypted: it needs key-password");
    }
    var info = new EncryptedPrivateKeyInfo(der);
    // PBES2's own name says nothing; its parameters do.
    String name =
        info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
    var characters = new PBEKeySpec(password.get().reveal().toCharArray());
    var key = SecretKeyFactory.getInstance(name).generateSecret(characters);
    return info.getKeySpec(key);
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec, Path file)
      throws IOException, GeneralSecurityException {
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // The key is of another algorithm: the next one is tried.
      }
    }
    throw new IOException("the key in " + file + " is neither RSA nor EC nor EdDSA");
  }
}
