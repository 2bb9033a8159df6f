package io.logboom.spi;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a byte stream into batches of events, in memory bounded by the largest event allowed. Gzip
 * (members one after another too) and zstd are told by their magic bytes and undone; everything
 * else is read as it is. Safe for use by many threads, each with a stream of its own.
 */
public interface Framer {

  /** The {@linkplain MalformedException#reason reason} when a stream is longer than it may be. */
  String TOO_LARGE = "too-large";

  /** Takes the batches. */
  @FunctionalInterface
  interface Sink {
    void accept(Batch batch) throws UndeliveredException, InterruptedException;
  }

  /**
   * Reads the stream to its end and hands on its events; does not close it. Events that cannot be
   * used (too large, not JSON, not what the framing asks for) are in a batch's {@code rejected}.
   *
   * <p>Batches are handed on as they fill, and before that when the stream is not compressed and
   * has nothing {@linkplain InputStream#available available}: somebody may be typing it. A stream
   * that is a download says that something is, so that its batches are full ones.
   *
   * @return how many events were handed on, rejected ones included
   * @throws IOException when the stream fails: reading again may succeed
   * @throws MalformedException when the rest of the stream cannot be made out; every whole event
   *     before that place has been handed on
   */
  default long read(InputStream in, Origin origin, Sink sink)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    return read(in, Long.MAX_VALUE, origin, sink);
  }

  /**
   * The same for a stream that comes from somebody who may send anything: it may hold no more than
   * so many bytes once it is decompressed, whatever becomes of them.
   *
   * @param most when there are more, every whole event among the first so many has been handed on
   * @throws MalformedException also then, with the reason {@link #TOO_LARGE}
   */
  long read(InputStream in, long most, Origin origin, Sink sink)
      throws IOException, MalformedException, UndeliveredException, InterruptedException;
}
