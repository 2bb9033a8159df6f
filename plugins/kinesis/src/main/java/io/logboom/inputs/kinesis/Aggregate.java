package io.logboom.inputs.kinesis;

import io.logboom.spi.MalformedException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A record into which the Kinesis Producer Library packed several (aggregation-format.md of
 * awslabs/amazon-kinesis-producer): four bytes that say so, a protobuf message, and the MD5 of that
 * message. What begins with the four bytes and goes on differently is told as broken.
 */
sealed interface Aggregate {

  /** The record is no aggregate. */
  record None() implements Aggregate {}

  /** It claims to be one and is not; why. */
  record Broken(String reason) implements Aggregate {}

  /** Its parts, in order. */
  record Parts(List<Part> parts) implements Aggregate {}

  /**
   * One of them: bytes of the record's own array.
   *
   * @param explicitHashKey decides on the shard instead of the partition key
   */
  record Part(String partitionKey, Optional<String> explicitHashKey, int offset, int length) {

    /** The key that decides which shard it belongs to. */
    BigInteger hashKey() {
      return explicitHashKey
          .map(BigInteger::new)
          .orElseGet(
              () -> new BigInteger(1, md5().digest(partitionKey.getBytes(StandardCharsets.UTF_8))));
    }
  }

  /** How an aggregate begins. */
  int SIGN = 0xF3899AC2;

  /** The bytes of an MD5. */
  int DIGEST = 16;

  /** Whether it begins as an aggregate does. */
  static boolean claimed(byte[] record) {
    return record.length >= Integer.BYTES && ByteBuffer.wrap(record).getInt() == SIGN;
  }

  /** Takes a record apart. */
  static Aggregate of(byte[] record) {
    if (!claimed(record)) {
      return new None();
    }
    int end = record.length - DIGEST;
    if (end <= Integer.BYTES) {
      return new Broken("it is too short");
    }
    MessageDigest digest = md5();
    digest.update(record, Integer.BYTES, end - Integer.BYTES);
    if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(record, end, record.length))) {
      return new Broken("its MD5 is not that of its content");
    }
    try {
      return new Parts(new AggregateParser(record, Integer.BYTES, end).parts());
    } catch (MalformedException e) {
      return new Broken(String.valueOf(e.getMessage()));
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
