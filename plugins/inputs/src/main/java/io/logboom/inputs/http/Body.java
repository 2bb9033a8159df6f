package io.logboom.inputs.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from the connection to whoever cuts it into events. The connection's thread
 * puts parts in and never waits; one other thread reads, and waits for them. The connection asks
 * {@link #wantsMore} before it reads on, and is woken when that becomes true again: so no more than
 * a little is ever held here, and a sender whose events find no room is not read from.
 *
 * <p>A part belongs to the body once it is put in.
 */
final class Body extends InputStream {

  /** With so many bytes there is no need for more. */
  static final int PLENTY = 64 << 10;

  /** What a part weighs besides its bytes: chunks can be of one byte each. */
  private static final int PART_WEIGHT = 256;

  private final Runnable wake;
  private final ArrayDeque<ByteBuf> parts = new ArrayDeque<>();
  private int held;
  private boolean complete;
  private boolean closed;
  private @Nullable IOException failure;

  /**
   * @param wake called by the reading thread when the connection should read on
   */
  Body(Runnable wake) {
    this.wake = wake;
  }

  /** Puts a part in. */
  synchronized void add(ByteBuf part) {
    if (closed || failure != null || !part.isReadable()) {
      part.release();
      return;
    }
    parts.addLast(part);
    held += part.readableBytes() + PART_WEIGHT;
    notifyAll();
  }

  /** Says that all parts are in. */
  synchronized void complete() {
    complete = true;
    notifyAll();
  }

  /** Says that nothing more will come, and why. What is here already can still be read. */
  synchronized void fail(IOException why) {
    if (!complete && failure == null) {
      failure = why;
      notifyAll();
    }
  }

  /** Whether the connection should read on. */
  synchronized boolean wantsMore() {
    return held < PLENTY || closed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int n;
    boolean more;
    synchronized (this) {
      var part = first();
      if (part == null) {
        return -1;
      }
      n = Math.min(length, part.readableBytes());
      part.readBytes(to, offset, n);
      boolean wanted = held < PLENTY;
      held -= n;
      if (!part.isReadable()) {
        parts.removeFirst();
        part.release();
        held -= PART_WEIGHT;
      }
      more = !wanted && held < PLENTY;
    }
    if (more) {
      wake.run();
    }
    return n;
  }

  private @Nullable ByteBuf first() throws IOException {
    try {
      while (true) {
        var part = parts.peekFirst();
        if (part != null) {
          return part;
        }
        if (failure != null) {
          throw failure;
        }
        if (complete || closed) {
          return null;
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException(e);
    }
  }

  /** More than nothing until the end: a body is a download, whose batches shall be full ones. */
  @Override
  public synchronized int available() {
    return parts.isEmpty() && (complete || closed) ? 0 : 1;
  }

  /** Lets all go that is here or still comes. */
  @Override
  public void close() {
    boolean waiting;
    synchronized (this) {
      waiting = !closed && held >= PLENTY;
      closed = true;
      held = 0;
      parts.forEach(ByteBuf::release);
      parts.clear();
      notifyAll();
    }
    if (waiting) {
      wake.run();
    }
  }

  /** The agent is to stop. */
  static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    private StoppedException(InterruptedException cause) {
      super("asked to stop", cause);
    }
  }

  /** The body cannot be had as it should be; the sender is told. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(int status, String why) {
      super(why);
      this.status = status;
    }

    /** What the sender is answered. */
    int status() {
      return status;
    }
  }
}
