package io.logboom.core.event;

import java.util.List;

/** Follows paths through bytes known to be valid. */
final class Paths {

  private Paths() {}

  /**
   * Where the value begins that the steps from {@code step} on lead to; -1 when there is none.
   *
   * @param at where the value begins that the first step is taken in
   */
  static int find(byte[] array, int at, int to, List<String> steps, int step) {
    int i = at;
    for (int k = step; k < steps.size() && i >= 0; k++) {
      i = child(array, i, to, steps.get(k));
    }
    return i;
  }

  /**
   * Which item of an array a step means: digits without needless zeros; -1 for a step that is only
   * a name.
   */
  static int item(String step) {
    int length = step.length();
    if (length == 0 || length > 9 || (length > 1 && step.charAt(0) == '0')) {
      return -1;
    }
    int item = 0;
    for (int k = 0; k < length; k++) {
      int digit = step.charAt(k) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      item = 10 * item + digit;
    }
    return item;
  }

  private static int child(byte[] array, int at, int to, String step) {
    return switch (array[at]) {
      case '{' -> field(array, at, to, step);
      case '[' -> item(array, at, to, item(step));
      default -> -1;
    };
  }

  private static int field(byte[] array, int at, int to, String name) {
    int found = -1;
    int i = Scan.space(array, at + 1, to);
    while (array[i] != '}') {
      int nameEnd = Quoted.skip(array, i + 1);
      int value = Scan.space(array, Scan.space(array, nameEnd + 1, to) + 1, to);
      if (Text.same(array, i + 1, nameEnd, name)) {
        found = value;
      }
      i = behind(array, value, to);
    }
    return found;
  }

  private static int item(byte[] array, int at, int to, int item) {
    if (item < 0) {
      return -1;
    }
    int i = Scan.space(array, at + 1, to);
    for (int left = item; left > 0 && array[i] != ']'; left--) {
      i = behind(array, i, to);
    }
    return array[i] == ']' ? -1 : i;
  }

  /** Passes a value, and the comma if there is one: at the next field or item, or the end. */
  private static int behind(byte[] array, int value, int to) {
    int i = Scan.space(array, Scan.skip(array, value, to), to);
    return array[i] == ',' ? Scan.space(array, i + 1, to) : i;
  }
}
