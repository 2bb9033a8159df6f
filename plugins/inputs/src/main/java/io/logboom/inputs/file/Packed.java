package io.logboom.inputs.file;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Compressed files, as rotation leaves them: told by their first bytes (RFC 1952 §2.3.1 for gzip,
 * RFC 8878 §3.1 for zstd).
 */
final class Packed {
  private static final int GZIP = 0x8B1F;
  private static final int ZSTD = 0xFD2FB528;
  private static final int ZSTD_SKIPPABLE = 0x184D2A50;
  private static final int BUFFER = 64 << 10;

  private Packed() {}

  /** Whether a file is compressed. */
  static boolean is(Content content) throws IOException {
    int magic = magic(content);
    return (magic & 0xFFFF) == GZIP || isZstd(magic);
  }

  /** Whether a file that is being written may turn out to be compressed: so little is there. */
  static boolean mayBe(Content content) throws IOException {
    byte[] first = content.read(0, 4);
    return switch (first.length) {
      case 1 -> (first[0] & 0xFF) == 0x1F || (first[0] & 0xFF) == 0x28 || first[0] >> 4 == 5;
      case 2, 3 ->
          ((first[0] & 0xFF) == 0x28 && (first[1] & 0xFF) == 0xB5)
              || (first[0] >> 4 == 5 && first[1] == 0x2A);
      default -> false;
    };
  }

  private static boolean isZstd(int magic) {
    return magic == ZSTD || (magic & ~0xF) == ZSTD_SKIPPABLE;
  }

  private static int magic(Content content) throws IOException {
    byte[] first = content.read(0, 4);
    int magic = 0;
    for (int i = 0; i < first.length; i++) {
      magic |= (first[i] & 0xFF) << (8 * i);
    }
    return magic;
  }

  /** What is in it, decompressed; closing that does not close the file. */
  static InputStream open(Content content) throws IOException {
    var raw = new Raw(content);
    return new BufferedInputStream(
        isZstd(magic(content)) ? new ZstdInputStream(raw) : new GZIPInputStream(raw, BUFFER),
        BUFFER);
  }

  /** The bytes as they are. */
  static InputStream raw(Content content) {
    return new Raw(content);
  }

  private static final class Raw extends InputStream {
    private final Content content;
    private long at;

    Raw(Content content) {
      this.content = content;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = content.read(at, to, offset, length);
      at += n;
      return n == 0 && length > 0 ? -1 : n;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(Integer.MAX_VALUE, content.length() - at);
    }
  }
}
