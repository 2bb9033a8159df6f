package io.logboom.core.flow;

import io.logboom.core.memory.Blocks;
import io.logboom.spi.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The arrays that filters write a batch's new events into. Used by one thread; given back once. */
final class Rows {
  private final Blocks blocks;
  private final List<byte[]> taken = new ArrayList<>(4);
  private final int first;
  private final Bytes bytes = new Bytes(this::take);
  private long size;

  /**
   * @param batchBytes how much comes in: a small batch gets a small array, so that a trickle of
   *     events does not use up the budget with empty blocks
   */
  Rows(Blocks blocks, long batchBytes) {
    this.blocks = blocks;
    this.first = (int) Math.min(blocks.size(), 1024 + 2 * batchBytes);
  }

  Bytes bytes() {
    return bytes;
  }

  /** How much memory was taken. */
  long size() {
    return size;
  }

  void give() {
    taken.forEach(blocks::give);
    taken.clear();
  }

  private byte[] take(int atLeast) {
    int wanted = Math.max(atLeast, first);
    byte[] block = wanted > blocks.size() / 2 ? blocks.take(wanted) : new byte[wanted];
    taken.add(block);
    size += block.length;
    return block;
  }
}
