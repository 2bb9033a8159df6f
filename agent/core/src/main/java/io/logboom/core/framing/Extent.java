package io.logboom.core.framing;

/**
 * Finds where a JSON value ends by its quotes and brackets alone, in pieces, with no memory of what
 * it saw: for values too large to keep, not worth a look, or broken. Of a well-formed value it
 * finds the end exactly.
 */
final class Extent {
  private int depth;
  private boolean string;
  private boolean escaped;
  private boolean scalar;

  /** A new value begins. */
  void begin() {
    depth = 0;
    string = false;
    escaped = false;
    scalar = false;
  }

  /** Looks at the value's next bytes; where it ends, exclusive, or -1 when it goes on. */
  int end(byte[] array, int from, int to) {
    int i = from;
    while (i < to) {
      byte c = array[i];
      if (escaped) {
        escaped = false;
      } else if (string) {
        while (c != '"' && c != '\\') {
          if (++i == to) {
            return -1;
          }
          c = array[i];
        }
        escaped = c == '\\';
        string = escaped;
        if (!string && depth == 0) {
          return i + 1;
        }
      } else if (scalar) {
        if (endsScalar(c)) {
          return i;
        }
      } else {
        switch (c) {
          case '"' -> string = true;
          case '{', '[' -> depth++;
          case '}', ']' -> {
            if (--depth <= 0) {
              return i + 1;
            }
          }
          default -> scalar = depth == 0;
        }
      }
      i++;
    }
    return -1;
  }

  private static boolean endsScalar(byte c) {
    return switch (c) {
      case ' ', '\n', '\r', '\t', ',', ':', '{', '}', '[', ']', '"' -> true;
      default -> false;
    };
  }
}
