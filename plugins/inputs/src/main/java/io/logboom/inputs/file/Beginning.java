package io.logboom.inputs.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * The first bytes of a {@link Reading}, up to {@link #MOST}, by which it is looked for: what begins
 * otherwise is something else. While there are less, there will be more.
 */
final class Beginning {

  /** How many bytes are looked at. */
  static final int MOST = 1024;

  private static final byte[] NOTHING = {};

  private final long nuls;
  private int size;
  private long print;

  /** The bytes themselves, while there may be more to come and they are known. */
  private byte[] bytes = NOTHING;

  /**
   * @param nuls how many NULs stand before its first byte
   * @param size how many bytes are known
   * @param print the fingerprint of these
   */
  Beginning(long nuls, int size, long print) {
    this.nuls = nuls;
    this.size = size;
    this.print = print;
  }

  /** The one of a file. */
  static Beginning of(Content content, long most) throws IOException {
    var beginning = new Beginning(0, 0, 0);
    byte[] first = content.read(0, (int) Math.min(MOST, most));
    beginning.add(0, first, 0, first.length);
    return beginning;
  }

  long nuls() {
    return nuls;
  }

  int size() {
    return size;
  }

  long print() {
    return print;
  }

  /** Where in the file it ends. */
  long end() {
    return nuls + size;
  }

  /** Whether a file begins with it; one of which nothing is known begins everything. */
  boolean isOf(Content content) throws IOException {
    if (size == 0) {
      return true;
    }
    byte[] first = content.read(nuls, size);
    if (first.length != size || Fingerprint.of(first, 0, size) != print) {
      return false;
    }
    if (size < MOST && bytes.length != size) {
      bytes = first;
    }
    return true;
  }

  /** Whether as much of it is known as ever will be, and that has this fingerprint. */
  boolean isWhole(long other) {
    return size == MOST && nuls == 0 && print == other;
  }

  /** Whether something begins with it whose first bytes, after so many NULs, are these. */
  boolean isOf(long zeros, byte[] first) {
    return nuls == zeros
        && size <= first.length
        && (size == 0 || Fingerprint.of(first, 0, size) == print);
  }

  /** Takes in the bytes from a place of the file on, which is not beyond its end. */
  void add(long place, byte[] more, int from, int to) {
    long known = end() - place;
    int length = (int) Math.min(MOST - size, to - from - known);
    if (length <= 0 || bytes.length != size) {
      return;
    }
    bytes = Arrays.copyOf(bytes, size + length);
    System.arraycopy(more, from + (int) known, bytes, size, length);
    size += length;
    print = Fingerprint.of(bytes, 0, size);
    if (size == MOST) {
      bytes = NOTHING;
    }
  }
}
