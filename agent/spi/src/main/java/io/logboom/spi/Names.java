package io.logboom.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed set of names, each with its number, looked up by bytes. Built once, when a plugin is
 * made; immutable.
 *
 * <p>A filter asks for every name of every event, so a look-up has to cost next to nothing. The
 * first eight bytes, taken as one long, and the length give the slot in an open-addressed table;
 * these, the last eight bytes and those behind the first are compared as longs. Only a name of more
 * than 24 bytes has a middle that is compared besides. Nothing is allocated.
 */
public final class Names {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Spreads what differs over the upper bits: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** By slot: a name's first eight bytes, its last eight, the eight behind the first, its mark. */
  private static final int STRIDE = 4;

  private final byte[][] names;
  private final long[] slots;
  private final int shift;

  private Names(List<String> list) {
    int count = Math.max(16, Integer.highestOneBit(list.size() * 8));
    names = new byte[list.size()][];
    slots = new long[count * STRIDE];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(count);
    for (int i = 0; i < names.length; i++) {
      byte[] name = list.get(i).getBytes(StandardCharsets.UTF_8);
      if (indexOf(name, 0, name.length) >= 0) {
        throw new IllegalArgumentException("the name " + list.get(i) + " is there twice");
      }
      names[i] = name;
      long head = head(name, 0, name.length);
      int slot = slot(head, name.length);
      while (slots[slot + 3] != 0) {
        slot = next(slot);
      }
      slots[slot] = head;
      slots[slot + 1] = name.length > 8 ? (long) LONG.get(name, name.length - 8) : 0;
      slots[slot + 2] = name.length > 16 ? (long) LONG.get(name, 8) : 0;
      slots[slot + 3] = (long) (i + 1) << Integer.SIZE | name.length;
    }
  }

  /** The names, numbered from 0 in the order given. */
  public static Names of(String... names) {
    return new Names(List.of(names));
  }

  /** The names, numbered from 0 in the order given. */
  public static Names of(List<String> names) {
    return new Names(names);
  }

  /** How many there are. */
  public int size() {
    return names.length;
  }

  /**
   * The number of the name that stands in {@code array} from {@code start} to {@code end}; -1 for
   * none.
   */
  public int indexOf(byte[] array, int start, int end) {
    int length = end - start;
    long head = head(array, start, length);
    for (int slot = slot(head, length); slots[slot + 3] != 0; slot = next(slot)) {
      long mark = slots[slot + 3];
      int number = (int) (mark >>> Integer.SIZE) - 1;
      if (slots[slot] == head
          && (int) mark == length
          && (length <= 8 || slots[slot + 1] == (long) LONG.get(array, end - 8))
          && (length <= 16 || slots[slot + 2] == (long) LONG.get(array, start + 8))
          && (length <= 24 || middle(names[number], array, start))) {
        return number;
      }
    }
    return -1;
  }

  private static boolean middle(byte[] name, byte[] array, int start) {
    int to = name.length - 8;
    return Arrays.equals(name, 16, to, array, start + 16, start + to);
  }

  private int slot(long head, int length) {
    return (int) (((head ^ length) * SPREAD) >>> shift) * STRIDE;
  }

  private int next(int slot) {
    return (slot + STRIDE) & (slots.length - 1);
  }

  /** The first eight bytes; a shorter name is filled up with zeroes. */
  private static long head(byte[] array, int start, int length) {
    if (start <= array.length - 8) {
      long eight = (long) LONG.get(array, start);
      return length >= 8 ? eight : eight & ((1L << (8 * length)) - 1);
    }
    long head = 0;
    for (int i = Math.min(length, 8) - 1; i >= 0; i--) {
      head = (head << 8) | (array[start + i] & 0xFF);
    }
    return head;
  }
}
