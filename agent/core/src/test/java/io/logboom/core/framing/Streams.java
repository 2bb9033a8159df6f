package io.logboom.core.framing;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Streams that are hard on a reader, and compressed bytes. */
final class Streams {

  private Streams() {}

  /** Gives between 1 and {@code most} bytes at a time, and does not know what is available. */
  static InputStream inPieces(byte[] bytes, Random random, int most) {
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return at == bytes.length ? -1 : bytes[at++] & 0xFF;
      }

      @Override
      public int read(byte[] to, int offset, int length) {
        if (at == bytes.length) {
          return -1;
        }
        int n = Math.min(Math.min(length, bytes.length - at), 1 + random.nextInt(most));
        System.arraycopy(bytes, at, to, offset, n);
        at += n;
        return n;
      }

      @Override
      public int available() {
        return random.nextInt(4) == 0 ? 0 : bytes.length - at;
      }
    };
  }

  /**
   * A head, a filling over and over until so many bytes are there, and a tail, made as it is read.
   */
  static InputStream endless(String head, String filling, long fillings, String tail) {
    byte[] first = head.getBytes(StandardCharsets.UTF_8);
    byte[] unit = filling.getBytes(StandardCharsets.UTF_8);
    byte[] middle = unit;
    while (middle.length < 1 << 16) {
      middle = concat(middle, unit);
    }
    byte[] body = middle;
    byte[] last = tail.getBytes(StandardCharsets.UTF_8);
    long to = first.length + fillings * unit.length;
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        byte[] part;
        int from;
        int n;
        if (at < first.length) {
          part = first;
          from = (int) at;
          n = first.length - from;
        } else if (at < to) {
          part = body;
          from = (int) ((at - first.length) % unit.length);
          n = (int) Math.min(body.length - from, to - at);
        } else {
          part = last;
          from = (int) (at - to);
          n = last.length - from;
        }
        if (n == 0) {
          return -1;
        }
        n = Math.min(n, length);
        System.arraycopy(part, from, bytes, offset, n);
        at += n;
        return n;
      }

      @Override
      public int available() {
        return 1;
      }
    };
  }

  static byte[] gzip(byte[] bytes) {
    var compressed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] concat(byte[]... parts) {
    var all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
