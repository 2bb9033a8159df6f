package io.logboom.core.framing;

import java.io.IOException;
import java.io.InputStream;

/** The stream itself. A thread that waits for it cuts nothing. */
final class Raw implements Stage {
  private final InputStream in;
  private final Cutters cutters;

  Raw(InputStream in, Cutters cutters) {
    this.in = in;
    this.cutters = cutters;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    cutters.leave();
    try {
      return some(to, offset, length);
    } finally {
      cutters.enter();
    }
  }

  private int some(byte[] to, int offset, int length) throws IOException {
    int n = in.read(to, offset, length);
    while (n == 0) {
      // Only a stream that breaks its contract gives nothing; a single byte it has to wait for.
      int b = in.read();
      if (b < 0) {
        return -1;
      }
      to[offset] = (byte) b;
      n = 1;
    }
    return n;
  }

  @Override
  public boolean ready() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      // A stream that cannot tell (a named pipe) is read; if it is broken, reading says how.
      return true;
    }
  }

  @Override
  public void close() {}
}
