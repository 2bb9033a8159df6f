package io.logboom.outputs.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Compresses what is written to it. What is written between {@link #to} and {@link #finish} becomes
 * one gzip member or zstd frame, whole in itself: they may follow one another in a file, and a torn
 * one can be cut off. Used by one thread at a time; holds memory outside the heap until closed.
 */
public sealed interface Compressor extends WritableByteChannel permits Plain, Gzip, Zstandard {

  /** Begins a member that goes to this channel; forgets one that was not finished. */
  void to(WritableByteChannel channel);

  /** Takes all of it. */
  @Override
  int write(ByteBuffer from) throws IOException;

  /** Ends the member. */
  void finish() throws IOException;

  @Override
  default boolean isOpen() {
    return true;
  }

  @Override
  void close();

  /** Writes all of a buffer that has been filled, and empties it. */
  static void drain(ByteBuffer filled, WritableByteChannel out) throws IOException {
    filled.flip();
    while (filled.hasRemaining()) {
      out.write(filled);
    }
    filled.clear();
  }
}
