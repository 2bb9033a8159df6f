package io.logboom.core.memory;

import java.util.ArrayDeque;

/**
 * A pool of byte arrays of one size. An array belongs to whoever took it until it is given back; it
 * is not cleared in between. Larger arrays are made to measure and left to the garbage collector.
 * Safe for use by many threads.
 */
public final class Blocks {
  private final int size;
  private final int keep;
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();

  /**
   * @param size of every pooled array, in bytes
   * @param keepBytes how many bytes may lie idle in the pool
   */
  public Blocks(int size, long keepBytes) {
    this.size = size;
    this.keep = (int) Math.min(Integer.MAX_VALUE, keepBytes / size);
  }

  /** The size of a pooled array. */
  public int size() {
    return size;
  }

  /** An array of at least so many bytes, holding anything. */
  public byte[] take(int atLeast) {
    if (atLeast > size) {
      return new byte[atLeast];
    }
    synchronized (free) {
      byte[] block = free.pollLast();
      if (block != null) {
        return block;
      }
    }
    return new byte[size];
  }

  /** Gives an array back; nobody may look at it afterwards. */
  public void give(byte[] block) {
    if (block.length == size) {
      synchronized (free) {
        if (free.size() < keep) {
          free.addLast(block);
        }
      }
    }
  }
}
