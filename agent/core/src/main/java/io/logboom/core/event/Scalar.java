package io.logboom.core.event;

/** The JSON values that are neither strings nor hold others: numbers and the three words. */
final class Scalar {

  private Scalar() {}

  /**
   * Judges one.
   *
   * @return behind it, or as {@link Scan#value}
   */
  static int end(byte[] array, int from, int to) {
    return switch (Scan.at(array, from, to)) {
      case 't' -> word(array, from, to, "true");
      case 'f' -> word(array, from, to, "false");
      case 'n' -> word(array, from, to, "null");
      default -> number(array, from, to);
    };
  }

  private static int word(byte[] array, int from, int to, String word) {
    for (int k = 1; k < word.length(); k++) {
      if (Scan.at(array, from + k, to) != word.charAt(k)) {
        return Scan.bad(from + k, to);
      }
    }
    return from + word.length();
  }

  private static int number(byte[] array, int from, int to) {
    int i = from;
    int c = Scan.at(array, i, to);
    if (c == '-') {
      c = Scan.at(array, ++i, to);
    }
    if (c == '0') {
      c = Scan.at(array, ++i, to);
    } else {
      if (!isDigit(c)) {
        return Scan.bad(i, to);
      }
      i = digits(array, i, to);
      c = Scan.at(array, i, to);
    }
    if (c == '.') {
      if (!isDigit(Scan.at(array, ++i, to))) {
        return Scan.bad(i, to);
      }
      i = digits(array, i, to);
      c = Scan.at(array, i, to);
    }
    if (c == 'e' || c == 'E') {
      c = Scan.at(array, ++i, to);
      if (c == '+' || c == '-') {
        c = Scan.at(array, ++i, to);
      }
      if (!isDigit(c)) {
        return Scan.bad(i, to);
      }
      i = digits(array, i, to);
    }
    return i;
  }

  private static int digits(byte[] array, int from, int to) {
    int i = from;
    while (i < to && isDigit(array[i])) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNumber(byte c) {
    return c == '-' || isDigit(c);
  }
}
