package io.logboom.packages;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums that every Java has. */
final class Digests {

  private Digests() {}

  /** What dpkg and rpm compare installed files by: against accidents, not attackers. */
  static MessageDigest md5() {
    return named("MD5");
  }

  static MessageDigest sha256() {
    return named("SHA-256");
  }

  static String sha256(Path file) throws IOException {
    return hex(Files.newInputStream(file), sha256());
  }

  /** Reads the stream to its end and closes it. */
  static String hex(InputStream stream, MessageDigest digest) throws IOException {
    try (var in = new DigestInputStream(stream, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest named(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has " + name, e);
    }
  }
}
