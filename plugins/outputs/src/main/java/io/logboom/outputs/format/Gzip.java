package io.logboom.outputs.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Gzip members (RFC 1952), made with the JDK's deflater. */
final class Gzip implements Compressor {
  /** Magic, deflate, no flags, no time, no extra flags, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(64 << 10).order(ByteOrder.LITTLE_ENDIAN);
  private WritableByteChannel out = new Memory();
  private int size;

  Gzip(int level) {
    deflater = new Deflater(level, true);
  }

  @Override
  public void to(WritableByteChannel channel) {
    out = channel;
    deflater.reset();
    crc.reset();
    size = 0;
    buffer.clear().put(HEADER);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int count = from.remaining();
    crc.update(from.duplicate());
    size += count;
    // A view of its own: the deflater holds on to its input, and the caller uses the buffer again.
    deflater.setInput(from.duplicate());
    while (!deflater.needsInput()) {
      deflate();
    }
    from.position(from.limit());
    return count;
  }

  @Override
  public void finish() throws IOException {
    deflater.finish();
    while (!deflater.finished()) {
      deflate();
    }
    if (buffer.remaining() < 8) {
      Compressor.drain(buffer, out);
    }
    buffer.putInt((int) crc.getValue()).putInt(size);
    Compressor.drain(buffer, out);
  }

  private void deflate() throws IOException {
    deflater.deflate(buffer);
    if (!buffer.hasRemaining()) {
      Compressor.drain(buffer, out);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
