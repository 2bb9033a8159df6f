package io.logboom.filters;

import java.nio.charset.StandardCharsets;

/**
 * Takes JSON strings (RFC 8259 §7) out of their escapes, bytes to bytes. The bytes must be known to
 * be the content of a valid JSON string. Stateless; safe for use by many threads.
 */
public final class JsonString {
  private static final int EXCERPT = 64;

  private JsonString() {}

  /**
   * Writes the text of a string in UTF-8. It is never longer than the string's content. Half a
   * surrogate pair, which UTF-8 has no form for, becomes U+FFFD.
   *
   * @param begin where the content begins, after the quote
   * @param end where it ends, before the quote
   * @param to may be {@code from}, when {@code start} is not after {@code begin}
   * @param start where in {@code to} the text begins
   * @return where it ends
   */
  public static int decode(byte[] from, int begin, int end, byte[] to, int start) {
    int i = begin;
    int at = start;
    while (i < end) {
      byte b = from[i++];
      if (b != '\\') {
        to[at++] = b;
        continue;
      }
      b = from[i++];
      if (b != 'u') {
        to[at++] = unescaped(b);
        continue;
      }
      int c = hex(from, i);
      i += 4;
      if (isHigh(c) && isEscapedLow(from, i, end)) {
        c = Character.toCodePoint((char) c, (char) hex(from, i + 2));
        i += 6;
      }
      at = utf8(c, to, at);
    }
    return at;
  }

  /** Where the first half of a surrogate pair stands that lacks the other one; -1 for none. */
  public static int halfPair(byte[] from, int begin, int end) {
    int i = begin;
    while (i < end) {
      if (from[i] != '\\') {
        i++;
      } else if (from[i + 1] != 'u') {
        i += 2;
      } else {
        int c = hex(from, i + 2);
        boolean pair = isHigh(c) && isEscapedLow(from, i + 6, end);
        if (!pair && c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
          return i;
        }
        i += pair ? 12 : 6;
      }
    }
    return -1;
  }

  /** The text of a string, all of it. */
  public static String text(byte[] from, int begin, int end) {
    byte[] text = new byte[end - begin];
    return new String(text, 0, decode(from, begin, end, text, 0), StandardCharsets.UTF_8);
  }

  /** The beginning of a string's text for a message to people: short, and in one line. */
  public static String excerpt(byte[] from, int begin, int end) {
    int cut = Math.min(end, begin + EXCERPT);
    var text = new String(from, begin, cut - begin, StandardCharsets.UTF_8);
    return cut < end ? text.replace("\uFFFD", "") + "..." : text;
  }

  private static byte unescaped(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static boolean isHigh(int c) {
    return c >= Character.MIN_HIGH_SURROGATE && c <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isEscapedLow(byte[] from, int i, int end) {
    if (i + 6 > end || from[i] != '\\' || from[i + 1] != 'u') {
      return false;
    }
    int c = hex(from, i + 2);
    return c >= Character.MIN_LOW_SURROGATE && c <= Character.MAX_LOW_SURROGATE;
  }

  private static int hex(byte[] from, int i) {
    int c = 0;
    for (int digit = i; digit < i + 4; digit++) {
      c = 16 * c + Character.digit(from[digit], 16);
    }
    return c;
  }

  private static int utf8(int codePoint, byte[] to, int start) {
    int c = codePoint;
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      c = 0xFFFD;
    }
    int at = start;
    if (c < 0x80) {
      to[at++] = (byte) c;
    } else if (c < 0x800) {
      to[at++] = (byte) (0xC0 | (c >> 6));
      to[at++] = (byte) (0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      to[at++] = (byte) (0xE0 | (c >> 12));
      to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      to[at++] = (byte) (0x80 | (c & 0x3F));
    } else {
      to[at++] = (byte) (0xF0 | (c >> 18));
      to[at++] = (byte) (0x80 | ((c >> 12) & 0x3F));
      to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      to[at++] = (byte) (0x80 | (c & 0x3F));
    }
    return at;
  }
}
