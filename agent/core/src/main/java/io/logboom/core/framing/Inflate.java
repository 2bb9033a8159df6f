package io.logboom.core.framing;

/**
 * Undoes raw deflate data (RFC 1951), from arrays into arrays, and can be used again. Used by one
 * thread at a time.
 */
sealed interface Inflate permits JdkInflate, IsalInflate {

  /** Up to so many bytes more than the last chunk had may turn out to be {@link #unread}. */
  int LOOK_AHEAD = 8;

  /** Makes ready for another stream. */
  void reset();

  /** Gives it a chunk to read once it has read what it had. */
  void input(byte[] chunk, int from, int to);

  /**
   * Writes what the input makes.
   *
   * @return how many bytes; 0 when the data has ended, is broken or goes on in the next chunk
   */
  int read(byte[] to, int offset, int length);

  /** Whether the data has ended and all that it makes was read. */
  boolean finished();

  /** Whether the data is no deflate data, and all that it makes before that was read. */
  boolean broken();

  /** How many bytes of the input do not belong to the data that has ended. */
  int unread();

  /** Frees its memory. */
  void end();
}
