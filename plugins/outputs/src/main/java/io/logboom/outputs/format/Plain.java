package io.logboom.outputs.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** No compression. */
final class Plain implements Compressor {
  private WritableByteChannel out = new Memory();

  @Override
  public void to(WritableByteChannel channel) {
    out = channel;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int count = from.remaining();
    while (from.hasRemaining()) {
      out.write(from);
    }
    return count;
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
