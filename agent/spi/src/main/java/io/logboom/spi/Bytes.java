package io.logboom.spi;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * Where a filter writes the bytes of new events. Rows follow one another in a block; a row that
 * does not fit is moved whole to a fresh block, so a finished row never moves and a row is always
 * in one piece. Used by one thread at a time.
 */
public final class Bytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final IntFunction<byte[]> blocks;
  private byte[] array = new byte[0];
  private int start;
  private int position;

  /**
   * @param blocks gives a fresh array of at least so many bytes; whoever gives it keeps track of it
   */
  public Bytes(IntFunction<byte[]> blocks) {
    this.blocks = blocks;
  }

  /** Starts a new row after the last one. */
  public Bytes begin() {
    start = position;
    return this;
  }

  /** The block that holds the row under way. Changes when {@link #reserve} has to move the row. */
  public byte[] array() {
    return array;
  }

  /** Where in {@link #array} the row under way begins. */
  public int start() {
    return start;
  }

  /** Where in {@link #array} the next byte goes. */
  public int position() {
    return position;
  }

  /** Says that bytes up to here have been written straight into {@link #array}. */
  public void position(int newPosition) {
    position = newPosition;
  }

  /** Makes room for so many more bytes, and gives the array to write them into. */
  public byte[] reserve(int more) {
    if (array.length - position < more) {
      int row = position - start;
      byte[] block = blocks.apply(Math.max(Math.addExact(row, more), Math.min(2 * row, 1 << 29)));
      System.arraycopy(array, start, block, 0, row);
      array = block;
      start = 0;
      position = row;
    }
    return array;
  }

  /** Writes one byte. */
  public Bytes put(int b) {
    reserve(1)[position++] = (byte) b;
    return this;
  }

  /** Writes these bytes. */
  public Bytes put(byte[] from) {
    return put(from, 0, from.length);
  }

  /** Writes the bytes of {@code from} from {@code begin} to {@code end}. */
  public Bytes put(byte[] from, int begin, int end) {
    byte[] to = reserve(end - begin);
    System.arraycopy(from, begin, to, position, end - begin);
    position += end - begin;
    return this;
  }

  /** Writes a text in UTF-8. */
  public Bytes put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a text as a JSON string (RFC 8259 §7): quoted, with no more escapes than needed. */
  public Bytes putJson(String text) {
    put('"');
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (byte b : utf8) {
      putInString(b);
    }
    return put('"');
  }

  /** Writes one byte of a JSON string's content, escaped where it must be. */
  public void putInString(byte b) {
    if (b == '"' || b == '\\') {
      put('\\').put(b);
    } else if (b >= 0 && b < 0x20) {
      switch (b) {
        case '\n' -> put('\\').put('n');
        case '\r' -> put('\\').put('r');
        case '\t' -> put('\\').put('t');
        case '\b' -> put('\\').put('b');
        case '\f' -> put('\\').put('f');
        default -> put('\\').put('u').put('0').put('0').put(HEX[b >> 4]).put(HEX[b & 15]);
      }
    } else {
      put(b);
    }
  }

  /** The row so far, copied. */
  public byte[] toByteArray() {
    return java.util.Arrays.copyOfRange(array, start, position);
  }
}
