package io.logboom.filters;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies JSON without its insignificant white space: as the content of a JSON string, or as it is.
 * The bytes must be known to be valid JSON (RFC 8259): whole values, or fields of an object with
 * the commas between them.
 *
 * <p>{@link #quoted} is where the time of a Snare row goes: in JSON every eighth byte or so is a
 * quote that needs a backslash. Between strings it goes byte by byte, as there is rarely more than
 * {@code ":"} or {@code ","}; within a string, eight bytes at a time: they are copied as one long,
 * wanted or not, and the first quote or backslash among them is found by arithmetic (a mark is the
 * top bit of its byte). Ways without a branch, that mark and shift all quotes of a long at once,
 * were measured too and took 1.7 times as long: the next quote is easier to guess than it seems.
 *
 * <p>Stateless; safe for use by many threads.
 */
public final class CompactJson {

  /** So many bytes behind the end that they return, these methods may write anything. */
  public static final int SLACK = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private CompactJson() {}

  /**
   * Writes the content of a JSON string whose text is this JSON, without the quotes around it.
   *
   * @param to has room for twice as many bytes and {@link #SLACK}
   * @param start where in {@code to} the content begins
   * @return where it ends
   */
  public static int quoted(byte[] from, int begin, int end, byte[] to, int start) {
    int i = begin;
    int at = start;
    int lastLong = Math.min(end, from.length - 8);
    while (i < end) {
      byte b = from[i++];
      if (b != '"') {
        if (b > ' ') {
          to[at++] = b;
        }
        continue;
      }
      to[at] = '\\';
      to[at + 1] = '"';
      at += 2;
      while (true) {
        if (i <= lastLong) {
          long eight = (long) LONG.get(from, i);
          LONG.set(to, at, eight);
          long marks = marks(eight);
          if (marks == 0) {
            i += 8;
            at += 8;
            continue;
          }
          int plain = Long.numberOfTrailingZeros(marks) >> 3;
          i += plain;
          at += plain;
        }
        b = from[i++];
        if (b == '"') {
          to[at] = '\\';
          to[at + 1] = '"';
          at += 2;
          break;
        }
        if (b == '\\') {
          to[at] = '\\';
          to[at + 1] = '\\';
          at += 2;
          b = from[i++];
          if (b == '"' || b == '\\') {
            to[at++] = '\\';
          }
        }
        to[at++] = b;
      }
    }
    return at;
  }

  /**
   * Writes the JSON as it is.
   *
   * @param to has room for as many bytes and {@link #SLACK}
   * @param start where in {@code to} it begins
   * @return where it ends
   */
  public static int plain(byte[] from, int begin, int end, byte[] to, int start) {
    int i = begin;
    int at = start;
    int lastLong = Math.min(end, from.length - 8);
    while (i < end) {
      byte b = from[i++];
      if (b > ' ') {
        to[at++] = b;
      }
      boolean inside = b == '"';
      while (inside) {
        if (i <= lastLong) {
          long eight = (long) LONG.get(from, i);
          LONG.set(to, at, eight);
          long marks = marks(eight);
          int plain = Long.numberOfTrailingZeros(marks) >> 3;
          i += plain;
          at += plain;
          if (marks == 0) {
            continue;
          }
        }
        b = from[i++];
        to[at++] = b;
        if (b == '\\') {
          to[at++] = from[i++];
        }
        inside = b != '"';
      }
    }
    return at;
  }

  /**
   * The marks of quotes and backslashes; bytes beyond ASCII are none. Only the lowest mark is to be
   * trusted: the subtraction may borrow from the byte above a marked one.
   */
  private static long marks(long eight) {
    return (((eight ^ QUOTES) - ONES) | ((eight ^ BACKSLASHES) - ONES)) & ~eight & TOPS;
  }
}
