package io.logboom.filters.alert;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes in which what is remembered outlives the agent: a version, then values in order. */
final class Packed {
  private static final int VERSION = 1;

  private Packed() {}

  /** Writes values. Used once. */
  static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Out() {
      bytes.write(VERSION);
    }

    Out number(long number) {
      try {
        out.writeLong(number);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Out bytes(byte[] some) {
      try {
        out.writeInt(some.length);
        out.write(some);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Out text(String text) {
      return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Out texts(Map<String, String> texts) {
      number(texts.size());
      texts.forEach((name, value) -> text(name).text(value));
      return this;
    }

    byte[] done() {
      return bytes.toByteArray();
    }
  }

  /** Reads values, in the order they were written. Used once. */
  static final class In {
    private final DataInputStream in;

    /**
     * @throws IOException when it is of another version
     */
    In(byte[] bytes) throws IOException {
      in = new DataInputStream(new ByteArrayInputStream(bytes));
      if (in.read() != VERSION) {
        throw new IOException("of another version");
      }
    }

    long number() throws IOException {
      return in.readLong();
    }

    byte[] bytes() throws IOException {
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        throw new IOException("cut short");
      }
      return in.readNBytes(length);
    }

    String text() throws IOException {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    Map<String, String> texts() throws IOException {
      var texts = new LinkedHashMap<String, String>();
      for (long i = number(); i > 0; i--) {
        texts.put(text(), text());
      }
      return Map.copyOf(texts);
    }
  }
}
