package io.logboom.outputs.format;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Rewrites JSON texts byte by byte: tokens are copied as the sender wrote them, never decoded. */
final class Json {
  /** Deeper levels are not indented further, so that nesting cannot blow a text up. */
  static final int DEEPEST_INDENT = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** Asking for any field makes the event look at all of its bytes; nobody has one of this name. */
  private static final FieldPath ANY_FIELD = FieldPath.of("\u0000");

  private Json() {}

  /** Whether the event is one JSON text. Costs a scan of all its bytes unless it knows already. */
  static boolean valid(Event event) {
    try {
      event.get(ANY_FIELD);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  /**
   * Whether these bytes are framed as an object and free of control characters that would break a
   * line. False may be wrong, true never is. Eight bytes at a time: a line costs about as much as
   * copying it once more.
   */
  static boolean isPlainObject(byte[] array, int from, int to) {
    return to - from >= 2
        && array[from] == '{'
        && array[to - 1] == '}'
        && !mayBreakLine(array, from, to);
  }

  /** Whether an LF or a CR is among these bytes. */
  static boolean hasLineBreak(byte[] array, int from, int to) {
    if (mayBreakLine(array, from, to)) {
      for (int i = from; i < to; i++) {
        if (array[i] == '\n' || array[i] == '\r') {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a byte from 0 to 13 is among these. */
  private static boolean mayBreakLine(byte[] array, int from, int to) {
    int i = from;
    long low = 0;
    for (; i <= to - 32; i += 32) {
      low |= below14((long) LONGS.get(array, i));
      low |= below14((long) LONGS.get(array, i + 8));
      low |= below14((long) LONGS.get(array, i + 16));
      low |= below14((long) LONGS.get(array, i + 24));
    }
    for (; i < to; i++) {
      low |= array[i] >= 0 && array[i] < 14 ? 1 : 0;
    }
    return low != 0;
  }

  /** Not zero when one of the eight bytes is from 0 to 13 (LF is 10, CR is 13). */
  private static long below14(long eight) {
    return (eight - 14 * ONES) & ~eight & HIGHS;
  }

  /** Writes a valid text without white space between its tokens. */
  static void compact(byte[] array, int from, int to, Lines out) throws IOException {
    int run = from;
    boolean inString = false;
    for (int i = from; i < to; i++) {
      byte b = array[i];
      if (inString) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          inString = false;
        }
      } else if (b == '"') {
        inString = true;
      } else if (isSpace(b)) {
        out.put(array, run, i);
        run = i + 1;
      }
    }
    out.put(array, run, to);
  }

  /** Writes a valid text with a line a value, two spaces a level. */
  static void indent(byte[] array, int from, int to, Lines out) throws IOException {
    int depth = 0;
    for (int i = from; i < to; ) {
      byte b = array[i];
      switch (b) {
        case ' ', '\t', '\r', '\n' -> i++;
        case '"' -> {
          int end = stringEnd(array, i);
          out.put(array, i, end);
          i = end;
        }
        case '{', '[' -> {
          int next = skipSpace(array, i + 1, to);
          out.put(b);
          if (array[next] == '}' || array[next] == ']') {
            out.put(array[next]);
            i = next + 1;
          } else {
            breakLine(++depth, out);
            i = next;
          }
        }
        case '}', ']' -> {
          breakLine(--depth, out);
          out.put(b);
          i++;
        }
        case ',' -> {
          out.put(b);
          breakLine(depth, out);
          i++;
        }
        case ':' -> {
          out.put(b);
          out.put((byte) ' ');
          i++;
        }
        default -> {
          out.put(b);
          i++;
        }
      }
    }
  }

  /** Writes bytes of any kind as a JSON string; what is not UTF-8 becomes U+FFFD. */
  static void quote(byte[] array, int from, int to, Lines out) throws IOException {
    var text = new Bytes(byte[]::new).begin();
    text.putJson(new String(array, from, to - from, StandardCharsets.UTF_8));
    out.put(text.array(), text.start(), text.position());
  }

  private static void breakLine(int depth, Lines out) throws IOException {
    out.put((byte) '\n');
    for (int i = Math.min(depth, DEEPEST_INDENT); i > 0; i--) {
      out.put((byte) ' ');
      out.put((byte) ' ');
    }
  }

  private static int stringEnd(byte[] array, int open) {
    int i = open + 1;
    while (array[i] != '"') {
      i += array[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static int skipSpace(byte[] array, int from, int to) {
    int i = from;
    while (i < to && isSpace(array[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
