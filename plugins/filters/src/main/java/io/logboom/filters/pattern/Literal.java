package io.logboom.filters.pattern;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text to be equal to, or to be found in other text: the latter by Knuth, Morris and Pratt, so that
 * no text and no pattern make it slow.
 */
final class Literal implements TextTest {
  private final byte[] bytes;

  /** For each length, how much of the literal's beginning its first bytes end with. */
  private final int[] back;

  Literal(String text) {
    bytes = text.getBytes(StandardCharsets.UTF_8);
    back = new int[bytes.length + 1];
    for (int i = 1, known = 0; i < bytes.length; i++) {
      while (known > 0 && bytes[i] != bytes[known]) {
        known = back[known];
      }
      if (bytes[i] == bytes[known]) {
        known++;
      }
      back[i + 1] = known;
    }
  }

  int length() {
    return bytes.length;
  }

  @Override
  public boolean fits(byte[] array, int start, int end) {
    return Arrays.equals(array, start, end, bytes, 0, bytes.length);
  }

  /** Whether it stands at {@code at}. */
  boolean isAt(byte[] array, int at) {
    return Arrays.equals(array, at, at + bytes.length, bytes, 0, bytes.length);
  }

  /** Where it ends where it stands first; -1 when it does not. */
  int findEnd(byte[] array, int start, int end) {
    int length = bytes.length;
    if (length == 0) {
      return start;
    }
    byte first = bytes[0];
    int known = 0;
    for (int i = start; i < end; i++) {
      byte b = array[i];
      if (known == 0) {
        while (b != first) {
          if (++i == end) {
            return -1;
          }
          b = array[i];
        }
        known = 1;
      } else {
        while (known > 0 && b != bytes[known]) {
          known = back[known];
        }
        if (b == bytes[known]) {
          known++;
        }
      }
      if (known == length) {
        return i + 1;
      }
    }
    return -1;
  }
}
