package io.logboom.core.framing;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** By the JDK's own {@link Inflater}, which is there on every machine. */
final class JdkInflate implements Inflate {
  private final Inflater inflater = new Inflater(true);
  private boolean broken;

  @Override
  public void reset() {
    inflater.reset();
    broken = false;
  }

  @Override
  public void input(byte[] chunk, int from, int to) {
    inflater.setInput(chunk, from, to - from);
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (broken) {
      return 0;
    }
    long before = inflater.getBytesWritten();
    try {
      return inflater.inflate(to, offset, length);
    } catch (DataFormatException e) {
      broken = true;
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  @Override
  public boolean finished() {
    return inflater.finished();
  }

  @Override
  public boolean broken() {
    return broken;
  }

  @Override
  public int unread() {
    return inflater.getRemaining();
  }

  @Override
  public void end() {
    inflater.end();
  }
}
