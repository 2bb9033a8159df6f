package io.logboom.core.framing;

import io.logboom.core.memory.Blocks;
import io.logboom.spi.MalformedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A stage with a look ahead: its first bytes tell how it is compressed, and a decompressor takes
 * its input from the chunk directly.
 */
final class Feed implements Stage {
  private static final int GZIP = 0x1F8B;
  private static final int ZSTD = 0xFD2FB528;
  private static final int ZSTD_SKIPPABLE = 0x184D2A50;

  /** How a stream is compressed. */
  enum Kind {
    PLAIN,
    GZIP,
    ZSTD
  }

  private final Stage from;
  private final Blocks chunks;
  private final byte[] chunk;
  private int at = Inflate.LOOK_AHEAD;
  private int to = Inflate.LOOK_AHEAD;
  private boolean closed;
  private @Nullable MalformedException flaw;

  Feed(Stage from, Blocks chunks) {
    this.from = from;
    this.chunks = chunks;
    this.chunk = chunks.take(chunks.size());
  }

  /**
   * How the bytes that follow are compressed, by their first bytes: RFC 1952 §2.3.1 for gzip, RFC
   * 8878 §3.1 for zstd frames, skippable ones too.
   */
  Kind kind() throws IOException {
    try {
      // Only as many bytes as it takes: somebody may be typing them.
      while (to - at < 4 && (to == at || mayBeMagic(chunk[at])) && append()) {}
    } catch (MalformedException e) {
      flaw = e; // The bytes before it come first.
    }
    if (to - at >= 2 && ((chunk[at] & 0xFF) << 8 | (chunk[at + 1] & 0xFF)) == GZIP) {
      return Kind.GZIP;
    }
    if (to - at >= 4) {
      int magic =
          (chunk[at] & 0xFF)
              | (chunk[at + 1] & 0xFF) << 8
              | (chunk[at + 2] & 0xFF) << 16
              | (chunk[at + 3] & 0xFF) << 24;
      if (magic == ZSTD || (magic & ~0xF) == ZSTD_SKIPPABLE) {
        return Kind.ZSTD;
      }
    }
    return Kind.PLAIN;
  }

  private static boolean mayBeMagic(byte first) {
    return first == 0x1F || first == 0x28 || (first & 0xF0) == 0x50;
  }

  /** The array {@link #at} and {@link #to} point into. */
  byte[] chunk() {
    return chunk;
  }

  /** Where the bytes nobody has taken yet begin. */
  int at() {
    return at;
  }

  /** Where they end. */
  int to() {
    return to;
  }

  /** Says up to where bytes have been taken. */
  void at(int taken) {
    at = taken;
  }

  /** One byte; -1 at the end. */
  int next() throws IOException, MalformedException {
    return at < to || fill() ? chunk[at++] & 0xFF : -1;
  }

  /** Makes sure that there are bytes to take; false at the end. */
  boolean fill() throws IOException, MalformedException {
    if (at < to) {
      return true;
    }
    // What was there last stays in front: an inflater may have read that far ahead.
    System.arraycopy(chunk, to - Inflate.LOOK_AHEAD, chunk, 0, Inflate.LOOK_AHEAD);
    at = Inflate.LOOK_AHEAD;
    to = Inflate.LOOK_AHEAD;
    return append();
  }

  private boolean append() throws IOException, MalformedException {
    if (flaw != null) {
      throw flaw;
    }
    int n = from.read(chunk, to, chunk.length - to);
    to += Math.max(n, 0);
    return n >= 0;
  }

  @Override
  public int read(byte[] array, int offset, int length) throws IOException, MalformedException {
    if (at == to) {
      if (flaw != null) {
        throw flaw;
      }
      return from.read(array, offset, length);
    }
    int n = Math.min(length, to - at);
    System.arraycopy(chunk, at, array, offset, n);
    at += n;
    return n;
  }

  @Override
  public boolean ready() {
    return at < to || from.ready();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      from.close();
      chunks.give(chunk);
    }
  }
}
