package io.logboom.inputs.cloudwatch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of a text's SHA-256. Among a thousand million texts two have the same one with
 * a chance of one in 10^21.
 */
record Fingerprint(long high, long low) {

  /** Makes fingerprints, one after another; for one thread at a time. */
  static final class Maker {
    private final MessageDigest sha;

    Maker() {
      try {
        sha = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    Fingerprint of(String text) {
      var hash = ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
      return new Fingerprint(hash.getLong(), hash.getLong());
    }
  }

  static Fingerprint of(String text) {
    return new Maker().of(text);
  }
}
