package io.logboom.spi;

import java.io.IOException;

/**
 * Where a {@link StatefulFilter} writes what it has to remember: a map from bytes to bytes, on
 * disk. Used by the calling thread only, during the call only. Arrays are the caller's own again
 * when a call returns.
 */
public interface Memory {

  /** The most bytes a key and its value may have together. */
  int LARGEST = 16 << 20;

  /**
   * Sets the value of a key.
   *
   * @throws IOException when the disk is full or broken; the filter lets it pass through
   * @throws IllegalArgumentException when they have more than {@link #LARGEST} bytes together
   */
  void put(byte[] key, byte[] value) throws IOException;

  /**
   * Removes a key; nothing happens when it is not there.
   *
   * @throws IOException when the disk is full or broken; the filter lets it pass through
   */
  void remove(byte[] key) throws IOException;
}
