package io.logboom.core.event;

import io.logboom.spi.MalformedException;
import java.util.Objects;

/**
 * Reads JSON (RFC 8259) where it lies, as bytes: nothing is decoded, nothing is allocated, nothing
 * recurses. {@link #value} judges bytes of unknown quality, strictly; {@link #skip} runs over bytes
 * that were judged before.
 *
 * <p>Strict means: the grammar of RFC 8259 to the letter; UTF-8 as RFC 3629 has it (no overlong
 * forms, no surrogates, nothing beyond U+10FFFF), without a byte order mark; at most {@value
 * #MAX_DEPTH} arrays and objects inside one another. A {@code \}{@code uD800} without its other
 * half is allowed, as the grammar allows it.
 *
 * <p>Stateless, so safe for use by many threads.
 */
public final class Scan {

  /** What {@link #value} answers when the bytes end before the value does. */
  public static final int INCOMPLETE = Integer.MIN_VALUE;

  /** How many arrays and objects may stand inside one another. */
  public static final int MAX_DEPTH = 1000;

  private static final long[] SHALLOW = {};

  private Scan() {}

  /**
   * Judges one value where more bytes may follow after {@code to}.
   *
   * @param from where the value begins; white space there is malformed
   * @return where the value ends, exclusive; {@link #INCOMPLETE} when more bytes could make it
   *     whole (a number that ends the document and touches {@code to} may go on, too); {@code
   *     ~position} of the first byte that no valid text can have in its place
   */
  public static int value(byte[] array, int from, int to) {
    return value(array, from, to, false);
  }

  /**
   * Judges one value.
   *
   * @param last whether nothing will follow after {@code to}, so that a number may end there
   */
  public static int value(byte[] array, int from, int to, boolean last) {
    Objects.checkFromToIndex(from, to, array.length);
    int end = (int) scan(array, from, to, MAX_DEPTH);
    return end == to && !last && Scalar.isNumber(array[from]) ? INCOMPLETE : end;
  }

  /**
   * Judges one object, where more bytes may follow after {@code to}, and notes where its fields
   * are.
   *
   * @param from where its brace is
   * @return as {@link #value}; the notes are those of an object only when it is one
   */
  public static int object(byte[] array, int from, int to, Spots spots) {
    Objects.checkFromToIndex(from, to, array.length);
    spots.begin();
    int i = space(array, from + 1, to);
    if (at(array, i, to) == '}') {
      return i + 1;
    }
    while (true) {
      int name = i;
      int value = (int) name(array, i, to, Expected.NAME);
      if (value < 0) {
        return value;
      }
      int end = (int) scan(array, value, to, MAX_DEPTH - 1);
      if (end < 0) {
        return end;
      }
      spots.field(name + 1 - from, value - from, end - from);
      i = space(array, end, to);
      int next = at(array, i, to);
      if (next == '}') {
        return i + 1;
      }
      if (next != ',') {
        return bad(i, to);
      }
      i = space(array, i + 1, to);
    }
  }

  /**
   * Judges a whole JSON text: one value, white space around it, nothing else.
   *
   * @return {@code to}, {@link #INCOMPLETE} or {@code ~position}, as {@link #value} has them
   */
  public static int text(byte[] array, int from, int to) {
    Objects.checkFromToIndex(from, to, array.length);
    return (int) whole(array, from, to);
  }

  /** The first byte from {@code at} on that is not white space; {@code to} when there is none. */
  public static int space(byte[] array, int at, int to) {
    return at < to && array[at] > ' ' ? at : spaces(array, at, to);
  }

  private static int spaces(byte[] array, int at, int to) {
    int i = at;
    while (i < to && isSpace(array[i])) {
      i++;
    }
    return i;
  }

  /**
   * Where a value ends, exclusive, in bytes that are known to be valid.
   *
   * @param from where the value begins
   * @param to where the text ends at the latest
   */
  public static int skip(byte[] array, int from, int to) {
    byte first = array[from];
    if (first == '"') {
      return Quoted.skip(array, from + 1) + 1;
    }
    if (first != '{' && first != '[') {
      return skipScalar(array, from + 1, to);
    }
    int i = from + 1;
    for (int depth = 1; depth > 0; i++) {
      int c = array[i];
      if (c == '"') {
        i = Quoted.skip(array, i + 1);
      } else if (c >= '[') {
        // '{' and '[', '}' and ']' differ in one bit.
        c |= 0x20;
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return i;
  }

  /**
   * What is wrong with a JSON text that {@link #text} does not accept; for the message, so it may
   * take its time. The place in it is counted from {@code from}.
   */
  public static MalformedException problem(byte[] array, int from, int to) {
    long result = whole(array, from, to);
    int at = (int) result;
    if (at == INCOMPLETE) {
      return new MalformedException("truncated-json", "the JSON text ends too early", to - from);
    }
    if (at >= 0) {
      throw new IllegalArgumentException("the JSON text is well-formed");
    }
    var expected = Expected.of((int) (result >>> 32));
    return expected.problem(array, from, ~at);
  }

  private static int skipScalar(byte[] array, int from, int to) {
    int i = from;
    while (i < to && array[i] > ' ' && array[i] != ',' && (array[i] | 0x20) != '}') {
      i++;
    }
    return i;
  }

  private static long whole(byte[] array, int from, int to) {
    long result = scan(array, space(array, from, to), to, MAX_DEPTH);
    if (result < 0 || result >>> 32 != 0 || (int) result < 0) {
      return result;
    }
    int end = space(array, (int) result, to);
    return end == to ? end : fault(Expected.END, ~end);
  }

  /**
   * The one loop. The lower half of what it returns is {@link #value}'s answer, the upper half
   * tells what was expected in place of an offending byte.
   *
   * @param levels how many arrays and objects may stand inside one another here
   */
  private static long scan(byte[] array, int from, int to, int levels) {
    int i = from;
    int depth = 0;
    // The innermost 64 levels, a bit each: 1 for an object. Those above them are in `deep`.
    long objects = 0;
    long[] deep = SHALLOW;
    while (true) {
      int c = at(array, i, to);
      if (c == '"') {
        i = Quoted.end(array, i + 1, to);
        if (i < 0) {
          return fault(Expected.STRING, i);
        }
      } else if (c == '{' || c == '[') {
        if (depth == levels) {
          return fault(Expected.SHALLOWER, ~i);
        }
        if ((depth & 63) == 0 && depth > 0) {
          deep = spill(deep, depth, objects);
        }
        depth++;
        objects = objects << 1 | (c >> 5 & 1);
        i = space(array, i + 1, to);
        int next = at(array, i, to);
        if (next != c + 2) {
          if (c == '{') {
            long name = name(array, i, to, Expected.NAME_OR_BRACE);
            i = (int) name;
            if (i < 0) {
              return name;
            }
          }
          continue;
        }
        i++;
        depth--;
        objects >>>= 1;
        if ((depth & 63) == 0 && depth > 0) {
          objects = deep[(depth >> 6) - 1];
        }
      } else {
        i = Scalar.end(array, i, to);
        if (i < 0) {
          return fault(Scalar.isNumber((byte) c) ? Expected.DIGIT : Expected.VALUE, i);
        }
      }
      // A value is behind: close what it ends, go on to the next one.
      while (true) {
        if (depth == 0) {
          return i;
        }
        boolean object = (objects & 1) != 0;
        i = space(array, i, to);
        int next = at(array, i, to);
        if (next == ',') {
          i = space(array, i + 1, to);
          if (object) {
            long name = name(array, i, to, Expected.NAME);
            i = (int) name;
            if (i < 0) {
              return name;
            }
          }
          break;
        }
        if (next != (object ? '}' : ']')) {
          return fault(object ? Expected.COMMA_OR_BRACE : Expected.COMMA_OR_BRACKET, bad(i, to));
        }
        i++;
        depth--;
        objects >>>= 1;
        if ((depth & 63) == 0 && depth > 0) {
          objects = deep[(depth >> 6) - 1];
        }
      }
    }
  }

  /** A name, its colon and the white space around it: returns where the value begins. */
  private static long name(byte[] array, int from, int to, Expected expected) {
    if (at(array, from, to) != '"') {
      return fault(expected, bad(from, to));
    }
    int i = Quoted.end(array, from + 1, to);
    if (i < 0) {
      return fault(Expected.STRING, i);
    }
    i = space(array, i, to);
    if (at(array, i, to) != ':') {
      return fault(Expected.COLON, bad(i, to));
    }
    return space(array, i + 1, to);
  }

  private static long[] spill(long[] deep, int depth, long objects) {
    long[] room = deep.length == 0 ? new long[MAX_DEPTH / 64 + 1] : deep;
    room[(depth >> 6) - 1] = objects;
    return room;
  }

  /**
   * The byte there, or what no byte is: then every comparison fails, and {@link #bad} tells why.
   */
  static int at(byte[] array, int i, int to) {
    return i < to ? array[i] : Integer.MAX_VALUE;
  }

  static int bad(int i, int to) {
    return i < to ? ~i : INCOMPLETE;
  }

  private static long fault(Expected expected, int result) {
    return (long) expected.code() << 32 | (result & 0xFFFF_FFFFL);
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
