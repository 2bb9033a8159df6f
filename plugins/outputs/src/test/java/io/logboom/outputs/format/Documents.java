package io.logboom.outputs.format;

import java.util.Random;

/** Random JSON texts with white space wherever it may stand. */
final class Documents {
  private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n\t", "  "};
  private static final String[] SCALARS = {
    "0", "-1.5e+10", "true", "false", "null", "\"\"", "\"a\\\"b\\\\\"", "\"\\n{[,:]} \"", "\"é☃\""
  };

  private Documents() {}

  static void append(Random random, int depth, StringBuilder to) {
    space(random, to);
    int kind = depth == 0 ? 0 : random.nextInt(3);
    if (kind == 0) {
      to.append(SCALARS[random.nextInt(SCALARS.length)]);
    } else {
      boolean object = kind == 1;
      to.append(object ? '{' : '[');
      int count = random.nextInt(4);
      for (int i = 0; i < count; i++) {
        to.append(i == 0 ? "" : ",");
        if (object) {
          space(random, to);
          to.append("\"name ").append(i).append('"');
          space(random, to);
          to.append(':');
        }
        append(random, depth - 1, to);
      }
      space(random, to);
      to.append(object ? '}' : ']');
    }
    space(random, to);
  }

  private static void space(Random random, StringBuilder to) {
    to.append(SPACES[random.nextInt(SPACES.length)]);
  }
}
