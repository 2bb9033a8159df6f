package io.logboom.core.admin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes a message of Protocol Buffers (protobuf.dev, Encoding), as far as OTLP's metrics need it.
 * Used by one thread.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] bytes() {
    return out.toByteArray();
  }

  Protobuf string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf message(int field, Consumer<Protobuf> content) {
    var inner = new Protobuf();
    content.accept(inner);
    return bytes(field, inner.bytes());
  }

  /** An enum, a bool or an integer of variable length. */
  Protobuf number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  Protobuf fixed(int field, long value) {
    tag(field, FIXED64);
    little(value);
    return this;
  }

  Protobuf real(int field, double value) {
    return fixed(field, Double.doubleToRawLongBits(value));
  }

  /** A packed field of eight bytes each; of doubles, their bits. */
  Protobuf fixed(int field, long[] values) {
    tag(field, BYTES);
    varint((long) values.length * Long.BYTES);
    for (long value : values) {
      little(value);
    }
    return this;
  }

  private Protobuf bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void tag(int field, int wire) {
    varint(((long) field << 3) | wire);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }

  private void little(long value) {
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }
}
