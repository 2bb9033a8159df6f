package io.logboom.filters.udm;

import io.logboom.filters.CompactJson;
import io.logboom.filters.JsonString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Copies JSON into a {@code google.protobuf.Struct} so that what is read there is what the sender
 * wrote: without white space; a number that a double would change (more than 15 characters, or an
 * exponent) as a string of its digits; half a surrogate pair, which UTF-8 has no form for, as
 * U+FFFD; and what lies deeper than proto parsers go as a string with its JSON. The bytes must be
 * known to be valid JSON. Belongs to one thread.
 *
 * <p>A name that is in an object twice is not for it: see {@link JsonRepeats}.
 */
final class JsonCopy {

  /** So many bytes behind the end that it returns it may write anything. */
  static final int SLACK = 8;

  /**
   * How many objects and arrays may stand inside one another. Parsers of proto messages stop at a
   * depth of 100, and a Struct has three messages for each of its levels.
   */
  static final int DEEPEST = 24;

  private static final int EXACT = 15;
  private static final byte[] REPLACEMENT = UdmWord.bytes("\\ufffd");
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  /** Beyond so many names in one object comparing each with each takes too long. */
  private static final int FEW = 48;

  private byte[] from = {};
  private byte[] to = {};
  private int at;
  private boolean escapes;
  private final int[] nameStarts = new int[FEW * DEEPEST];
  private final int[] nameEnds = new int[FEW * DEEPEST];

  /**
   * Copies one value.
   *
   * @param array has room for twice as many bytes and {@link #SLACK}
   * @return where the copy ends; negative when a name may be there twice
   */
  int copy(byte[] source, int start, int end, byte[] array, int position) {
    from = source;
    to = array;
    at = position;
    int done = value(start, 0);
    return done == end ? at : -1;
  }

  /** Copies the value that begins there; answers where it ends, or -1. */
  private int value(int start, int depth) {
    return switch (from[start]) {
      case '"' -> string(start);
      case '{' -> depth == DEEPEST ? deep(start) : object(start, depth);
      case '[' -> depth == DEEPEST ? deep(start) : items(start, depth);
      case 't', 'n' -> word(start, 4);
      case 'f' -> word(start, 5);
      default -> number(start);
    };
  }

  private int object(int start, int depth) {
    int first = depth * FEW;
    int count = 0;
    to[at++] = '{';
    int i = space(start + 1);
    while (from[i] != '}') {
      if (from[i] == ',') {
        to[at++] = ',';
        i = space(i + 1);
      }
      int name = i;
      escapes = false;
      i = string(name);
      if (escapes || count == FEW || isKnown(first, first + count, name, i)) {
        return -1;
      }
      nameStarts[first + count] = name;
      nameEnds[first + count] = i;
      count++;
      to[at++] = ':';
      i = value(space(space(i) + 1), depth + 1);
      if (i < 0) {
        return -1;
      }
      i = space(i);
    }
    to[at++] = '}';
    return i + 1;
  }

  private boolean isKnown(int first, int last, int start, int end) {
    int length = end - start;
    byte head = from[start + 1];
    byte tail = from[end - 2];
    for (int i = first; i < last; i++) {
      int other = nameStarts[i];
      int otherEnd = nameEnds[i];
      if (otherEnd - other == length
          && from[other + 1] == head
          && from[otherEnd - 2] == tail
          && Arrays.equals(from, other, otherEnd, from, start, end)) {
        return true;
      }
    }
    return false;
  }

  private int items(int start, int depth) {
    to[at++] = '[';
    int i = space(start + 1);
    while (from[i] != ']') {
      if (from[i] == ',') {
        to[at++] = ',';
        i = space(i + 1);
      }
      i = value(i, depth + 1);
      if (i < 0) {
        return -1;
      }
      i = space(i);
    }
    to[at++] = ']';
    return i + 1;
  }

  /** Copies eight bytes at a time, wanted or not, up to the first quote or backslash in them. */
  private int string(int start) {
    int i = start + 1;
    to[at++] = '"';
    int content = at;
    boolean unicode = false;
    while (true) {
      if (i <= from.length - 8) {
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
      byte b = from[i++];
      to[at++] = b;
      if (b == '"') {
        break;
      }
      if (b == '\\') {
        escapes = true;
        unicode |= from[i] == 'u';
        to[at++] = from[i++];
      }
    }
    if (unicode && JsonString.halfPair(from, start + 1, i - 1) >= 0) {
      at = whole(from, start + 1, i - 1, to, content);
      to[at++] = '"';
    }
    return i;
  }

  private int number(int start) {
    int i = start;
    boolean exponent = false;
    while (isOfNumber(from[i])) {
      exponent |= (from[i] | 0x20) == 'e';
      i++;
      if (i == from.length) {
        break;
      }
    }
    if (exponent || i - start > EXACT) {
      to[at++] = '"';
      word(start, i - start);
      to[at++] = '"';
      return i;
    }
    return word(start, i - start);
  }

  private static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '-' || b == '.' || b == '+' || b == 'e' || b == 'E';
  }

  private int word(int start, int length) {
    System.arraycopy(from, start, to, at, length);
    at += length;
    return start + length;
  }

  private int deep(int start) {
    int end = end(from, start);
    to[at++] = '"';
    at = CompactJson.quoted(from, start, end, to, at);
    to[at++] = '"';
    return end;
  }

  private int space(int start) {
    return space(from, start);
  }

  /** The first byte from there on that is no white space. */
  static int space(byte[] array, int start) {
    int i = start;
    while (array[i] <= ' ' && array[i] >= 0) {
      i++;
    }
    return i;
  }

  /** Where the value ends that begins there. */
  static int end(byte[] array, int start) {
    int i = start;
    int depth = 0;
    do {
      switch (array[i]) {
        case '"' -> {
          i++;
          while (array[i] != '"') {
            i += array[i] == '\\' ? 2 : 1;
          }
          i++;
        }
        case '{', '[' -> {
          depth++;
          i++;
        }
        case '}', ']' -> {
          depth--;
          i++;
        }
        default -> {
          i++;
          while (depth == 0 && i < array.length && isOfWord(array[i])) {
            i++;
          }
        }
      }
    } while (depth > 0);
    return i;
  }

  private static boolean isOfWord(byte b) {
    return isOfNumber(b) || (b >= 'a' && b <= 'z');
  }

  /**
   * Copies bytes, and says whether there is no backslash among them: most strings are short, so
   * that going over them twice is what costs.
   */
  static boolean plain(byte[] array, int start, int end, byte[] to, int position) {
    int length = end - start;
    if (length < 8) {
      boolean plain = true;
      for (int i = 0; i < length; i++) {
        byte b = array[start + i];
        to[position + i] = b;
        plain &= b != '\\';
      }
      return plain;
    }
    long marks = 0;
    for (int i = 0; i < length - 8; i += 8) {
      marks |= eight(array, start + i, to, position + i);
    }
    return (marks | eight(array, end - 8, to, position + length - 8)) == 0;
  }

  /** Copies eight bytes; answers marks where there is a backslash among them, else 0. */
  private static long eight(byte[] array, int from, byte[] to, int position) {
    long eight = (long) LONG.get(array, from);
    LONG.set(to, position, eight);
    long backslashes = eight ^ BACKSLASHES;
    return (backslashes - ONES) & ~backslashes & TOPS;
  }

  /** Whether there is a backslash among the bytes. */
  static boolean hasBackslash(byte[] array, int start, int end) {
    int i = start;
    for (; i <= end - 8; i += 8) {
      long eight = (long) LONG.get(array, i) ^ BACKSLASHES;
      if (((eight - ONES) & ~eight & TOPS) != 0) {
        return true;
      }
    }
    for (; i < end; i++) {
      if (array[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** Copies a JSON string's content with U+FFFD for each half of a surrogate pair. */
  static int whole(byte[] array, int start, int end, byte[] to, int position) {
    int at = position;
    int i = start;
    while (true) {
      int half = JsonString.halfPair(array, i, end);
      int copied = (half < 0 ? end : half) - i;
      System.arraycopy(array, i, to, at, copied);
      at += copied;
      if (half < 0) {
        return at;
      }
      System.arraycopy(REPLACEMENT, 0, to, at, REPLACEMENT.length);
      at += REPLACEMENT.length;
      i = half + REPLACEMENT.length;
    }
  }

  /** The marks of quotes and backslashes; only the lowest one is to be trusted. */
  private static long marks(long eight) {
    return (((eight ^ QUOTES) - ONES) | ((eight ^ BACKSLASHES) - ONES)) & ~eight & TOPS;
  }
}
