package io.logboom.outputs.format;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Zstandard frames (RFC 8878), each with a checksum. */
final class Zstandard implements Compressor {
  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
  private final ByteBuffer input = ByteBuffer.allocateDirect(64 << 10);
  private WritableByteChannel out = new Memory();

  private final int level;

  Zstandard(int level) {
    this.level = level;
  }

  @Override
  public void to(WritableByteChannel channel) {
    out = channel;
    // A reset forgets the parameters too.
    context.reset();
    context.setLevel(level).setChecksum(true);
    buffer.clear();
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int count = from.remaining();
    if (from.isDirect()) {
      compress(from);
    } else {
      while (from.hasRemaining()) {
        int piece = Math.min(input.capacity(), from.remaining());
        input.clear().put(from.slice(from.position(), piece)).flip();
        from.position(from.position() + piece);
        compress(input);
      }
    }
    return count;
  }

  private void compress(ByteBuffer direct) throws IOException {
    while (direct.hasRemaining()) {
      context.compressDirectByteBufferStream(buffer, direct, EndDirective.CONTINUE);
      if (!buffer.hasRemaining()) {
        Compressor.drain(buffer, out);
      }
    }
  }

  @Override
  public void finish() throws IOException {
    input.clear().flip();
    while (!context.compressDirectByteBufferStream(buffer, input, EndDirective.END)) {
      Compressor.drain(buffer, out);
    }
    Compressor.drain(buffer, out);
  }

  @Override
  public void close() {
    context.close();
  }
}
