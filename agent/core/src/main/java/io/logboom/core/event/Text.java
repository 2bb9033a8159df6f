package io.logboom.core.event;

import io.logboom.spi.Bytes;
import java.nio.charset.StandardCharsets;

/** The content of JSON strings, without their quotes, as text and back. */
final class Text {
  private static final String HEX = "0123456789abcdef";

  private Text() {}

  /**
   * Decodes. A surrogate escaped without its other half becomes a lone {@code char}. Never fails:
   * what is no escape stays as it is.
   */
  static String decode(byte[] array, int start, int end) {
    int escape = backslash(array, start, end);
    if (escape == end) {
      return new String(array, start, end - start, StandardCharsets.UTF_8);
    }
    var text = new StringBuilder(end - start);
    int from = start;
    while (escape < end) {
      text.append(new String(array, from, escape - from, StandardCharsets.UTF_8));
      int code = escape + 1 < end ? array[escape + 1] : -1;
      int plain = "\"\\/bfnrt".indexOf(code);
      if (plain >= 0) {
        text.append("\"\\/\b\f\n\r\t".charAt(plain));
        from = escape + 2;
      } else {
        int unit = code == 'u' && escape + 6 <= end ? hex(array, escape + 2) : -1;
        text.append(unit < 0 ? '\\' : (char) unit);
        from = escape + (unit < 0 ? 1 : 6);
      }
      escape = backslash(array, from, end);
    }
    return text.append(new String(array, from, end - from, StandardCharsets.UTF_8)).toString();
  }

  /** Whether the content, decoded, is this name. Decodes only where the name is not plain ASCII. */
  static boolean same(byte[] array, int start, int end, String name) {
    int length = name.length();
    // Neither UTF-8 nor an escape ever has fewer bytes than the text has chars.
    if (end - start < length) {
      return false;
    }
    for (int k = 0; k < length; k++) {
      byte b = array[start + k];
      if (b < 0 || b == '\\') {
        return decode(array, start, end).equals(name);
      }
      if (b != name.charAt(k)) {
        return false;
      }
    }
    return end - start == length;
  }

  /** Where the first backslash is; {@code end} for none. */
  static int backslash(byte[] array, int start, int end) {
    int i = start;
    while (i < end && array[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Writes the text as a JSON string; half a surrogate pair becomes an escape. */
  static void print(String text, Bytes to) {
    if (lone(text, 0) == text.length()) {
      to.putJson(text);
      return;
    }
    to.put('"');
    int from = 0;
    while (from < text.length()) {
      int lone = lone(text, from);
      for (byte b : text.substring(from, lone).getBytes(StandardCharsets.UTF_8)) {
        to.putInString(b);
      }
      if (lone < text.length()) {
        char unit = text.charAt(lone);
        to.put('\\').put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
          to.put(HEX.charAt(unit >> shift & 15));
        }
      }
      from = lone + 1;
    }
    to.put('"');
  }

  /** Where the first half of a surrogate pair is that lacks the other; the length for none. */
  static int lone(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private static int hex(byte[] array, int at) {
    int unit = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(array[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }
}
