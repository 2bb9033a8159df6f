package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts different values: exactly, by 64-bit hashes, up to 512 of them, and beyond that by
 * HyperLogLog (Flajolet and others, AofA 2007) with 4096 registers, whose standard error is 1.6 %.
 * Where memory is short it goes over to that earlier, with fewer registers; half the registers make
 * the error 1.4 times as large.
 */
final class AggregateDistinct implements Aggregate {
  private static final int FIRST = 16;
  private static final int MOST = 512;

  /** The hashes, in the order of a hash table with empty places; null when there are registers. */
  private long[] hashes = new long[0];

  private int count;
  private boolean zero;
  private byte[] registers = new byte[0];

  @Override
  public void add(Datum value, long epochMilli, AggregateRoom room) {
    if (value.isText()) {
      add(hash(value.text()), room);
    }
  }

  private void add(long hash, AggregateRoom room) {
    if (registers.length > 0) {
      register(hash);
    } else if (hash == 0) {
      zero = true;
    } else if (!holds(hash)) {
      if (2 * (count + 1) > hashes.length && !grow(room)) {
        register(hash);
        return;
      }
      insert(hash);
      count++;
    }
  }

  private boolean holds(long hash) {
    if (hashes.length == 0) {
      return false;
    }
    return hashes[slot(hash)] == hash;
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int at = (int) hash & mask;
    while (hashes[at] != 0 && hashes[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void insert(long hash) {
    hashes[slot(hash)] = hash;
  }

  /** Makes room for more hashes; false when there are registers from now on. */
  private boolean grow(AggregateRoom room) {
    int wanted = Math.max(FIRST, 2 * hashes.length);
    int more = 8 * (wanted - hashes.length);
    // The first few are free: without them nothing could be said at all.
    if (wanted <= 2 * MOST && (hashes.length == 0 || room.take(more))) {
      long[] old = hashes;
      hashes = new long[wanted];
      for (long hash : old) {
        if (hash != 0) {
          insert(hash);
        }
      }
      return true;
    }
    long[] old = hashes;
    // What the hashes took is what the registers may take.
    int size = Math.min(4096, 8 * old.length);
    registers = new byte[size];
    room.give(weight(old.length, 0) - weight(0, size));
    hashes = new long[0];
    for (long hash : old) {
      if (hash != 0) {
        register(hash);
      }
    }
    if (zero) {
      register(0);
    }
    return false;
  }

  private void register(long hash) {
    int bits = Integer.numberOfTrailingZeros(registers.length);
    int index = (int) (hash >>> (64 - bits));
    int rank = Long.numberOfLeadingZeros(hash << bits | 1L << (bits - 1)) + 1;
    if (rank > registers[index]) {
      registers[index] = (byte) rank;
    }
  }

  @Override
  public Datum result() {
    long distinct = registers.length == 0 ? count + (zero ? 1 : 0) : estimate();
    return new Datum.Num(distinct, Long.toString(distinct));
  }

  private long estimate() {
    int size = registers.length;
    double sum = 0;
    int empty = 0;
    for (byte rank : registers) {
      sum += 1.0 / (1L << rank);
      empty += rank == 0 ? 1 : 0;
    }
    double alpha = 0.7213 / (1 + 1.079 / size);
    double raw = alpha * size * size / sum;
    if (raw <= 2.5 * size && empty > 0) {
      return Math.round(size * Math.log((double) size / empty));
    }
    return Math.round(raw);
  }

  /** FNV-1a over the characters, finished as MurmurHash3 does, so that all bits are worth alike. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }

  @Override
  public int weight() {
    return weight(hashes.length, registers.length);
  }

  private static int weight(int places, int size) {
    return places > FIRST ? 8 * (places - FIRST) : Math.max(0, size - 8 * FIRST);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    if (registers.length > 0) {
      to.writeInt(-registers.length);
      to.write(registers);
      return;
    }
    to.writeInt(count);
    to.writeBoolean(zero);
    for (long hash : hashes) {
      if (hash != 0) {
        to.writeLong(hash);
      }
    }
  }

  @Override
  public void read(DataInput from) throws IOException {
    int length = from.readInt();
    if (length < 0) {
      if (length < -4096 || Integer.bitCount(-length) != 1 || length > -FIRST) {
        throw new IOException("no registers: " + length);
      }
      registers = new byte[-length];
      from.readFully(registers);
      return;
    }
    if (length > MOST) {
      throw new IOException("no hashes: " + length);
    }
    zero = from.readBoolean();
    count = length;
    if (length > 0) {
      hashes = new long[Math.max(FIRST, Integer.highestOneBit(Math.max(1, 2 * length - 1)) * 2)];
      long[] read = new long[length];
      for (int i = 0; i < length; i++) {
        read[i] = from.readLong();
      }
      Arrays.stream(read).forEach(this::insert);
    }
  }
}
