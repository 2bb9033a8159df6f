package io.logboom.inputs.syslog;

/** UTF-8 (RFC 3629). */
final class Utf8 {
  private Utf8() {}

  /** How many bytes the character beyond ASCII has that begins there; 0 when there is none. */
  static int length(byte[] a, int at, int to) {
    int first = a[at] & 0xFF;
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (to - at < length) {
      return 0;
    }
    int second = a[at + 1] & 0xFF;
    // Forms longer than needed, halves of pairs, and what is beyond U+10FFFF.
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if (a[at + i] >= (byte) 0xC0) {
        return 0;
      }
    }
    return length;
  }

  /**
   * Where to cut so that no character is cut in two: at {@code to}, or up to three bytes before.
   */
  static int cut(byte[] a, int from, int to) {
    for (int i = to - 1; i >= Math.max(from, to - 4); i--) {
      if (a[i] >= 0) {
        return to;
      }
      if ((a[i] & 0xC0) == 0xC0) {
        int first = a[i] & 0xFF;
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        return i + length > to ? i : to;
      }
    }
    return to;
  }
}
