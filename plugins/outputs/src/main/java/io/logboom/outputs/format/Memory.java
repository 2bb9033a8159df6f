package io.logboom.outputs.format;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** A channel that keeps what is written to it. Used by one thread at a time. */
public final class Memory implements WritableByteChannel {
  private byte[] bytes = new byte[512];
  private int length;

  /**
   * Forgets what was written.
   *
   * @param expected how many bytes it will have next: more are taken, too, at the price of copying
   */
  public void clear(int expected) {
    length = 0;
    if (bytes.length < expected) {
      bytes = new byte[expected];
    }
  }

  @Override
  public int write(ByteBuffer from) {
    int count = from.remaining();
    int end = Math.addExact(length, count);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
    from.get(bytes, length, count);
    length = end;
    return count;
  }

  /** How many bytes there are. */
  public int size() {
    return length;
  }

  /** All of them, to be read; good until the next write. */
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** A copy of them all. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
