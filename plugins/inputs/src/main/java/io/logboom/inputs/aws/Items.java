package io.logboom.inputs.aws;

import java.util.ArrayList;
import java.util.List;

/** Where the items of an array stand that is known to be JSON: by quotes and brackets alone. */
final class Items {
  private Items() {}

  /**
   * One item, white space around it included.
   *
   * @param end exclusive
   */
  record Item(int start, int end) {}

  /**
   * Finds them.
   *
   * @param start where the array's bracket opens
   * @param end behind the one that closes it
   */
  static List<Item> of(byte[] json, int start, int end) {
    List<Item> items = new ArrayList<>();
    int from = start + 1;
    int depth = 0;
    boolean blank = true;
    for (int i = from; i < end; i++) {
      switch (json[i]) {
        case '"' -> {
          i = closingQuote(json, i);
          blank = false;
        }
        case '{', '[' -> {
          depth++;
          blank = false;
        }
        case '}' -> depth--;
        case ']' -> {
          depth--;
          if (depth < 0 && !blank) {
            items.add(new Item(from, i));
          }
        }
        case ',' -> {
          if (depth == 0) {
            items.add(new Item(from, i));
            from = i + 1;
          }
        }
        default -> blank &= json[i] <= ' ';
      }
    }
    return items;
  }

  private static int closingQuote(byte[] json, int quote) {
    int i = quote + 1;
    while (json[i] != '"') {
      i += json[i] == '\\' ? 2 : 1;
    }
    return i;
  }
}
