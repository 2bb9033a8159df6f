package io.logboom.outputs.file;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.logboom.outputs.format.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds the end of what is whole in a file that was being written when the process died. A write
 * that came back ended with a whole line, gzip member or zstd frame; anything after the last of
 * these was never delivered.
 */
final class Tail {
  private static final int BUFFER = 64 << 10;

  /** What begins each gzip member of ours; see the writer. */
  private static final int GZIP_HEADER = 10;

  private static final int GZIP_TRAILER = 8;

  private Tail() {}

  /** How many bytes from the start of the file are whole. */
  static long wholeLength(FileChannel file, Compression compression) throws IOException {
    return switch (compression) {
      case NONE -> wholeLines(file);
      case GZIP -> wholeMembers(file);
      case ZSTD -> wholeFrames(file);
    };
  }

  private static long wholeLines(FileChannel file) throws IOException {
    var buffer = ByteBuffer.allocate(BUFFER);
    for (long end = file.size(); end > 0; ) {
      long start = Math.max(0, end - BUFFER);
      readFully(file, buffer.clear().limit((int) (end - start)), start);
      for (int i = buffer.limit() - 1; i >= 0; i--) {
        if (buffer.get(i) == '\n') {
          return start + i + 1;
        }
      }
      end = start;
    }
    return 0;
  }

  private static long wholeMembers(FileChannel file) throws IOException {
    var in = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    var out = new byte[BUFFER];
    var inflater = new Inflater(true);
    try {
      long whole = 0;
      while (true) {
        long length = memberLength(file, whole, inflater, in, out);
        if (length == 0) {
          return whole;
        }
        whole += length;
      }
    } finally {
      inflater.end();
    }
  }

  /** The length of the member that begins there; 0 when it is not whole. */
  private static long memberLength(
      FileChannel file, long start, Inflater inflater, ByteBuffer in, byte[] out)
      throws IOException {
    if (file.size() - start < GZIP_HEADER + GZIP_TRAILER) {
      return 0;
    }
    readFully(file, in.clear().limit(4), start);
    if (in.getInt(0) != 0x00088b1f) {
      return 0;
    }
    inflater.reset();
    var crc = new CRC32();
    long at = start + GZIP_HEADER;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int count = file.read(in.clear(), at);
          if (count <= 0) {
            return 0;
          }
          at += count;
          inflater.setInput(in.flip());
        }
        crc.update(out, 0, inflater.inflate(out));
      }
    } catch (DataFormatException e) {
      // The bytes from here on were never wholly written.
      return 0;
    }
    long end = start + GZIP_HEADER + inflater.getBytesRead();
    if (file.size() - end < GZIP_TRAILER) {
      return 0;
    }
    readFully(file, in.clear().limit(GZIP_TRAILER), end);
    boolean sound =
        in.getInt(0) == (int) crc.getValue() && in.getInt(4) == (int) inflater.getBytesWritten();
    return sound ? end + GZIP_TRAILER - start : 0;
  }

  private static long wholeFrames(FileChannel file) throws IOException {
    var in = ByteBuffer.allocateDirect(BUFFER);
    var out = ByteBuffer.allocateDirect(BUFFER);
    long whole = 0;
    long at = 0;
    try (var context = new ZstdDecompressCtx()) {
      for (int count = file.read(in, at); count > 0; count = file.read(in.clear(), at)) {
        long begin = at;
        at += count;
        in.flip();
        boolean more = true;
        while (more) {
          boolean ended = context.decompressDirectByteBufferStream(out.clear(), in);
          if (ended) {
            whole = begin + in.position();
          }
          more = in.hasRemaining() || (!ended && !out.hasRemaining());
        }
      }
    } catch (ZstdException e) {
      // The bytes from here on were never wholly written.
      return whole;
    }
    return whole;
  }

  private static void readFully(FileChannel file, ByteBuffer to, long from) throws IOException {
    long at = from;
    while (to.hasRemaining()) {
      int count = file.read(to, at);
      if (count < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      at += count;
    }
    to.flip();
  }
}
