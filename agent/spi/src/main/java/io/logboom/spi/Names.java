package io.logboom.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A fixed set of names, each with its number, looked up by bytes. Built once, when a plugin is
 * made; immutable.
 *
 * <p>An open-addressed table keyed by length, first and last byte: a look-up costs one probe and
 * one comparison of bytes, and allocates nothing.
 */
public final class Names {
  private final byte[][] names;
  private final int[] table;
  private final int mask;

  private Names(List<String> names) {
    this.names = new byte[names.size()][];
    this.table = new int[Math.max(16, Integer.highestOneBit(names.size() * 8))];
    this.mask = table.length - 1;
    for (int i = 0; i < this.names.length; i++) {
      byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
      if (indexOf(name, 0, name.length) >= 0) {
        throw new IllegalArgumentException("the name " + names.get(i) + " is there twice");
      }
      this.names[i] = name;
      int slot = hash(name, 0, name.length) & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = i + 1;
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
    int slot = hash(array, start, end) & mask;
    for (int at = table[slot]; at != 0; at = table[slot]) {
      byte[] name = names[at - 1];
      if (Arrays.equals(name, 0, name.length, array, start, end)) {
        return at - 1;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private static int hash(byte[] array, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return 0;
    }
    int middle = array[start + (length >> 1)];
    return (length * 31 + array[start]) * 31 + array[end - 1] * 7 + middle * 13;
  }
}
