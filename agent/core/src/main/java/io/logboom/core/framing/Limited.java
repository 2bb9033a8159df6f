package io.logboom.core.framing;

import io.logboom.spi.DataSize;
import io.logboom.spi.Framer;
import io.logboom.spi.MalformedException;
import java.io.IOException;

/** Lets no more than so many bytes through. */
final class Limited implements Stage {
  private final Stage from;
  private final long most;
  private long left;

  Limited(Stage from, long most) {
    this.from = from;
    this.most = most;
    this.left = most;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException, MalformedException {
    if (left == 0) {
      // Only one byte more tells whether the stream is too long.
      if (from.read(to, offset, 1) < 0) {
        return -1;
      }
      throw new MalformedException(
          Framer.TOO_LARGE, "more than " + new DataSize(most) + " once decompressed", -1);
    }
    int n = from.read(to, offset, (int) Math.min(length, left));
    left -= Math.max(n, 0);
    return n;
  }

  @Override
  public boolean ready() {
    return from.ready();
  }

  @Override
  public void close() {
    from.close();
  }
}
