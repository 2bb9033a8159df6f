package io.logboom.filters.select;

import io.logboom.filters.JsonString;
import io.logboom.spi.Names;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over JSON where no view of its fields is at hand: inside arrays, and below wildcards. The
 * bytes must be known to be valid JSON. Stateless; allocates nothing but for names with escapes.
 */
final class Raw {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private Raw() {}

  /** The number a step's name is; -1 when it is none. */
  static int item(String name) {
    int length = name.length();
    if (length == 0 || length > 9 || (length > 1 && name.charAt(0) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < length; i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /** Where the next thing stands that is no white space. */
  static int space(byte[] array, int from) {
    int i = from;
    while (array[i] >= 0 && array[i] <= ' ') {
      i++;
    }
    return i;
  }

  /** Where the first member or item of an object or array stands, or its closing bracket. */
  static int first(byte[] array, int open) {
    return space(array, open + 1);
  }

  /** From the end of a member or item to the next one, or the closing bracket. */
  static int next(byte[] array, int end) {
    int i = space(array, end);
    return array[i] == ',' ? space(array, i + 1) : i;
  }

  /** From the quote of a name to its value. */
  static int value(byte[] array, int nameEnd) {
    return space(array, space(array, nameEnd + 1) + 1);
  }

  /** The closing quote of the string whose content begins there. */
  static int quote(byte[] array, int content) {
    int i = content;
    int lastLong = array.length - 8;
    while (true) {
      while (i <= lastLong) {
        long eight = (long) LONG.get(array, i);
        long marks = (((eight ^ QUOTES) - ONES) | ((eight ^ BACKSLASHES) - ONES)) & ~eight & TOPS;
        if (marks != 0) {
          i += Long.numberOfTrailingZeros(marks) >> 3;
          break;
        }
        i += 8;
      }
      byte b = array[i];
      if (b == '"') {
        return i;
      }
      i += b == '\\' ? 2 : 1;
    }
  }

  /** Where the value ends that begins there. */
  static int skip(byte[] array, int from) {
    int i = from;
    int depth = 0;
    do {
      switch (array[i]) {
        case '"' -> i = quote(array, i + 1) + 1;
        case '{', '[' -> {
          depth++;
          i++;
        }
        case '}', ']' -> {
          depth--;
          i++;
        }
        default -> i = depth == 0 ? word(array, i) : i + 1;
      }
    } while (depth > 0);
    return i;
  }

  /** A number, true, false or null inside an object or array: up to what can follow it. */
  private static int word(byte[] array, int from) {
    int i = from;
    while (array[i] != ',' && array[i] != ']' && array[i] != '}' && array[i] > ' ') {
      i++;
    }
    return i;
  }

  /** Which of the names stands there, escapes decoded; -1 for none. */
  static int indexIn(Names names, byte[] array, int start, int end) {
    if (!isEscaped(array, start, end)) {
      return names.indexOf(array, start, end);
    }
    byte[] decoded = JsonString.text(array, start, end).getBytes(StandardCharsets.UTF_8);
    return names.indexOf(decoded, 0, decoded.length);
  }

  /** Whether that name stands there, escapes decoded. */
  static boolean is(byte[] name, byte[] array, int start, int end) {
    if (!isEscaped(array, start, end)) {
      return Arrays.equals(name, 0, name.length, array, start, end);
    }
    byte[] decoded = JsonString.text(array, start, end).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(name, decoded);
  }

  /** Whether a string's content has escapes. */
  static boolean isEscaped(byte[] array, int start, int end) {
    for (int i = start; i < end; i++) {
      if (array[i] == '\\') {
        return true;
      }
    }
    return false;
  }
}
