package io.logboom.core.framing;

import io.logboom.spi.MalformedException;
import java.io.IOException;

/** Bytes on their way from the stream to the events. Used by one thread. */
interface Stage extends AutoCloseable {

  /**
   * Reads at least one byte, or as many as come without waiting.
   *
   * @return how many; -1 at the end
   * @throws IOException when the stream fails
   * @throws MalformedException when what follows cannot be undone; all bytes before were given
   */
  int read(byte[] to, int offset, int length) throws IOException, MalformedException;

  /** False when {@link #read} would wait for somebody who is still writing, as far as is known. */
  boolean ready();

  /** Gives back what it lent; leaves the stream open. */
  @Override
  void close();
}
