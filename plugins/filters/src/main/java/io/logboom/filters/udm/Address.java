package io.logboom.filters.udm;

/**
 * Tells what sourceIPAddress is: despite its name it may be the host name of an AWS service, or
 * words. Stateless.
 */
final class Address {

  private Address() {}

  /** What a text can be. */
  enum Kind {
    /** An address of version 4 (RFC 791) or 6 (RFC 4291), without a zone. */
    IP,
    /** A host name of several labels (RFC 1123). */
    HOST,
    /** Neither: {@code AWS Internal}. */
    OTHER
  }

  /** What the bytes from {@code start} to {@code end} are. */
  static Kind of(byte[] array, int start, int end) {
    boolean colon = false;
    boolean letter = false;
    int dots = 0;
    for (int i = start; i < end; i++) {
      byte b = array[i];
      if (b == ':') {
        colon = true;
      } else if (b == '.') {
        dots++;
      } else if ((b | 0x20) >= 'a' && (b | 0x20) <= 'z') {
        letter = true;
      } else if (b != '-' && (b < '0' || b > '9')) {
        return Kind.OTHER;
      }
    }
    if (colon) {
      return isV6(array, start, end) ? Kind.IP : Kind.OTHER;
    }
    if (!letter) {
      return isV4(array, start, end) ? Kind.IP : Kind.OTHER;
    }
    return dots > 0 && isHost(array, start, end) ? Kind.HOST : Kind.OTHER;
  }

  private static boolean isHost(byte[] array, int start, int end) {
    int label = start;
    for (int i = start; i <= end; i++) {
      if (i == end || array[i] == '.') {
        if (i == label || i - label > 63 || array[label] == '-' || array[i - 1] == '-') {
          return false;
        }
        label = i + 1;
      }
    }
    return end - start <= 253;
  }

  private static boolean isV4(byte[] array, int start, int end) {
    int parts = 0;
    int i = start;
    while (true) {
      int first = i;
      int number = 0;
      while (i < end && array[i] >= '0' && array[i] <= '9' && i - first < 3) {
        number = 10 * number + array[i++] - '0';
      }
      boolean padded = i - first > 1 && array[first] == '0';
      if (i == first || number > 255 || padded) {
        return false;
      }
      parts++;
      if (i == end) {
        return parts == 4;
      }
      if (array[i++] != '.') {
        return false;
      }
    }
  }

  /** Groups of up to four digits, at most one gap for groups of zero, perhaps version 4 at last. */
  private static boolean isV6(byte[] array, int start, int end) {
    int groups = 0;
    boolean gap = false;
    int i = start;
    if (end - start >= 2 && array[i] == ':') {
      if (array[i + 1] != ':') {
        return false;
      }
      gap = true;
      i += 2;
    }
    while (i < end) {
      int first = i;
      while (i < end && Character.digit(array[i], 16) >= 0) {
        i++;
      }
      if (i < end && array[i] == '.') {
        groups += 2;
        return isV4(array, first, end) && (gap ? groups < 8 : groups == 8);
      }
      if (i == first || i - first > 4) {
        return false;
      }
      groups++;
      if (i == end) {
        break;
      }
      if (array[i] != ':') {
        return false;
      }
      i++;
      if (i == end) {
        return false;
      }
      if (array[i] == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        i++;
      }
    }
    return gap ? groups < 8 : groups == 8;
  }
}
