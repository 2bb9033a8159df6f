package io.logboom.inputs.kinesis;

import io.logboom.spi.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the protobuf message of an aggregate (wire format: protobuf.dev, "Encoding"). Its schema is
 * four fields deep at most and does not change, so this is less than what a library would take, and
 * the parts stay where they are instead of being copied. Used by one thread.
 */
final class AggregateParser {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** A field's number and its wire type, as they stand before the field. */
  private static final int PARTITION_KEY = 1 << 3 | BYTES;

  private static final int HASH_KEY = 2 << 3 | BYTES;
  private static final int RECORD = 3 << 3 | BYTES;
  private static final int PARTITION_KEY_INDEX = 1 << 3 | VARINT;
  private static final int HASH_KEY_INDEX = 2 << 3 | VARINT;
  private static final int DATA = 3 << 3 | BYTES;

  private final byte[] array;
  private final List<String> partitionKeys = new ArrayList<>();
  private final List<String> hashKeys = new ArrayList<>();
  private final List<Raw> records = new ArrayList<>();
  private int at;
  private int end;

  /** A part whose keys are not looked up yet; -1 is none. */
  private record Raw(long partitionKey, long hashKey, int offset, int length) {}

  AggregateParser(byte[] array, int from, int to) {
    this.array = array;
    this.at = from;
    this.end = to;
  }

  /** The parts, in the order they stand in. */
  List<Aggregate.Part> parts() throws MalformedException {
    while (at < end) {
      long tag = varint();
      if (tag == PARTITION_KEY) {
        partitionKeys.add(text());
      } else if (tag == HASH_KEY) {
        hashKeys.add(text());
      } else if (tag == RECORD) {
        int length = length();
        records.add(record(at + length));
      } else {
        skip(tag);
      }
    }
    List<Aggregate.Part> parts = new ArrayList<>(records.size());
    for (Raw raw : records) {
      parts.add(
          new Aggregate.Part(
              key(partitionKeys, raw.partitionKey(), "partition key"),
              raw.hashKey() < 0
                  ? Optional.empty()
                  : Optional.of(number(key(hashKeys, raw.hashKey(), "hash key"))),
              raw.offset(),
              raw.length()));
    }
    return parts;
  }

  private Raw record(int recordEnd) throws MalformedException {
    int outer = end;
    end = recordEnd;
    long partitionKey = -1;
    long hashKey = -1;
    int offset = -1;
    int length = 0;
    while (at < end) {
      long tag = varint();
      if (tag == PARTITION_KEY_INDEX) {
        partitionKey = varint();
      } else if (tag == HASH_KEY_INDEX) {
        hashKey = varint();
      } else if (tag == DATA) {
        length = length();
        offset = at;
        at += length;
      } else {
        skip(tag);
      }
    }
    end = outer;
    if (partitionKey < 0 || offset < 0) {
      throw broken("a part without partition key or data");
    }
    return new Raw(partitionKey, hashKey, offset, length);
  }

  private String key(List<String> table, long index, String what) throws MalformedException {
    if (index < 0 || index >= table.size()) {
      throw broken("a part with " + what + " " + index + " of " + table.size());
    }
    return table.get((int) index);
  }

  private String number(String key) throws MalformedException {
    if (!key.matches("\\d{1,39}")) {
      throw broken("a hash key that is not a number");
    }
    return key;
  }

  private String text() throws MalformedException {
    int length = length();
    var text = new String(array, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private void skip(long tag) throws MalformedException {
    switch ((int) (tag & 7)) {
      case VARINT -> varint();
      case FIXED64 -> pass(8);
      case BYTES -> pass(length());
      case FIXED32 -> pass(4);
      default -> throw broken("a field of an unknown kind");
    }
    if (tag >>> 3 == 0) {
      throw broken("a field without a number");
    }
  }

  private void pass(int bytes) throws MalformedException {
    if (bytes > end - at) {
      throw broken("it ends inside a field");
    }
    at += bytes;
  }

  /** A length that what is left can hold. */
  private int length() throws MalformedException {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw broken("it ends inside a field");
    }
    return (int) length;
  }

  private long varint() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at >= end) {
        throw broken("it ends inside a number");
      }
      byte b = array[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number that is too long");
  }

  private MalformedException broken(String what) {
    return new MalformedException("broken-aggregate", what, at);
  }
}
