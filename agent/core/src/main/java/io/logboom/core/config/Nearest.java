package io.logboom.core.config;

import java.util.Collection;
import java.util.Locale;

/** Finds the name somebody meant. */
final class Nearest {

  private Nearest() {}

  /**
   * The end of a message: {@code ; did you mean "x"?} when a name is near enough, else what there
   * is to choose from, as long as that is not too much to read.
   */
  static String hint(String written, Collection<String> names) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (var name : names) {
      int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    int allowed = Math.max(1, Math.max(written.length(), best.length()) / 3);
    if (!best.isEmpty() && least <= allowed) {
      return "; did you mean \"" + best + "\"?";
    }
    return names.isEmpty() || names.size() > 20 ? "" : "; there are: " + String.join(", ", names);
  }

  /** Insertions, deletions, replacements and swaps of neighbours that make one of the other. */
  static int distance(String a, String b) {
    if (a.length() > 64 || b.length() > 64) {
      return Integer.MAX_VALUE;
    }
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
