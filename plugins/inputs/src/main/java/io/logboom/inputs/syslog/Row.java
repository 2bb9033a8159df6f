package io.logboom.inputs.syslog;

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON straight into a batch's array. Nothing is checked for room here: whoever begins a row
 * has made sure of the worst case (see {@link #most}). For one thread.
 *
 * <p>Bytes that are no UTF-8 are written as U+FFFD each, and remembered.
 */
final class Row {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);

  /** A control character takes six bytes. */
  private static final int WORST = 6;

  private byte[] array = {};
  private int at;
  private boolean invalid;

  /** How many bytes at most so many bytes of text become, eight for writing ahead included. */
  static long most(int bytes) {
    return (long) WORST * bytes + 8;
  }

  /** Goes on writing there. */
  void begin(byte[] block, int position) {
    array = block;
    at = position;
    invalid = false;
  }

  /** Where the next byte goes. */
  int position() {
    return at;
  }

  /** Whether something since {@link #begin} was no UTF-8. */
  boolean invalid() {
    return invalid;
  }

  /** Writes bytes that are JSON already. */
  Row put(byte[] json) {
    System.arraycopy(json, 0, array, at, json.length);
    at += json.length;
    return this;
  }

  /** Writes bytes that need no escape. */
  Row put(byte[] a, int from, int to) {
    System.arraycopy(a, from, array, at, to - from);
    at += to - from;
    return this;
  }

  /** Writes one byte. */
  Row put(int b) {
    array[at++] = (byte) b;
    return this;
  }

  /** Writes a number with at least so many digits. */
  Row number(int number, int digits) {
    int size = digits;
    for (int rest = number, n = 0; rest > 0; rest /= 10) {
      n++;
      size = Math.max(size, n);
    }
    int rest = number;
    for (int i = at + size - 1; i >= at; i--) {
      array[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    at += size;
    return this;
  }

  /** Writes a string, in quotes. */
  Row string(byte[] a, int from, int to) {
    put('"');
    content(a, from, to);
    return put('"');
  }

  /** Writes a string's content. */
  Row content(byte[] a, int from, int to) {
    byte[] out = array;
    int i = from;
    int o = at;
    while (true) {
      while (i <= to - 8) {
        long eight = Eight.at(a, i);
        Eight.put(out, o, eight);
        long hits = Eight.special(eight);
        if (hits != 0) {
          int plain = Eight.index(hits);
          i += plain;
          o += plain;
          break;
        }
        i += 8;
        o += 8;
      }
      if (i > to - 8) {
        while (i < to && a[i] >= ' ' && a[i] != '"' && a[i] != '\\') {
          out[o++] = a[i++];
        }
        if (i == to) {
          at = o;
          return this;
        }
      }
      byte b = a[i];
      if (b < 0) {
        int length = Utf8.length(a, i, to);
        if (length > 0) {
          for (int end = i + length; i < end; i++) {
            out[o++] = a[i];
          }
        } else {
          out[o++] = (byte) 0xEF;
          out[o++] = (byte) 0xBF;
          out[o++] = (byte) 0xBD;
          i++;
          invalid = true;
        }
      } else {
        o = escape(b, out, o);
        i++;
      }
    }
  }

  private static int escape(byte b, byte[] out, int at) {
    int o = at;
    out[o++] = '\\';
    switch (b) {
      case '"', '\\' -> out[o++] = b;
      case '\n' -> out[o++] = 'n';
      case '\r' -> out[o++] = 'r';
      case '\t' -> out[o++] = 't';
      default -> {
        out[o++] = 'u';
        out[o++] = '0';
        out[o++] = '0';
        out[o++] = HEX[b >> 4];
        out[o++] = HEX[b & 15];
      }
    }
    return o;
  }

  /** Writes bytes in base64 (RFC 4648 §4). */
  Row base64(byte[] a, int from, int to) {
    int i = from;
    for (; i <= to - 3; i += 3) {
      int three = (a[i] & 0xFF) << 16 | (a[i + 1] & 0xFF) << 8 | (a[i + 2] & 0xFF);
      put(BASE64[three >> 18]);
      put(BASE64[three >> 12 & 63]);
      put(BASE64[three >> 6 & 63]);
      put(BASE64[three & 63]);
    }
    int left = to - i;
    if (left > 0) {
      int three = (a[i] & 0xFF) << 16 | (left > 1 ? (a[i + 1] & 0xFF) << 8 : 0);
      put(BASE64[three >> 18]);
      put(BASE64[three >> 12 & 63]);
      put(left > 1 ? BASE64[three >> 6 & 63] : '=');
      put('=');
    }
    return this;
  }
}
