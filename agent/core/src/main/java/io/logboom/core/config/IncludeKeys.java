package io.logboom.core.config;

/**
 * Lets an option be called {@code include}.
 *
 * <p>HOCON keeps that word for its own statement, and a key of that name has to be quoted, though
 * {@code include = ...} can mean nothing else. So it is quoted here, before the parser sees it;
 * lines stay where they are.
 */
final class IncludeKeys {
  private static final String WORD = "include";

  private IncludeKeys() {}

  /** The text with every {@code include} that is a key in quotes. */
  static String quoted(String text) {
    if (!text.contains(WORD)) {
      return text;
    }
    var quoted = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int end = skipped(text, i);
      if (end == i && key(text, i)) {
        quoted.append('"').append(WORD).append('"');
        i += WORD.length();
      } else {
        end = Math.max(end, i + 1);
        quoted.append(text, i, end);
        i = end;
      }
    }
    return quoted.toString();
  }

  /** The end of the quoted text or comment that begins here; {@code i} itself when none does. */
  private static int skipped(String text, int i) {
    if (text.startsWith("\"\"\"", i)) {
      int close = text.indexOf("\"\"\"", i + 3);
      return close < 0 ? text.length() : close + 3;
    }
    if (text.charAt(i) == '"') {
      int end = i + 1;
      while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(text.length(), end + 1);
    }
    if (text.charAt(i) == '#' || text.startsWith("//", i)) {
      int line = text.indexOf('\n', i);
      return line < 0 ? text.length() : line;
    }
    return i;
  }

  /**
   * Whether a key of that name begins here: nothing of a longer word before it, and a separator
   * after.
   */
  private static boolean key(String text, int i) {
    if (!text.startsWith(WORD, i) || (i > 0 && "{[,\n\t ".indexOf(text.charAt(i - 1)) < 0)) {
      return false;
    }
    int after = i + WORD.length();
    while (after < text.length() && (text.charAt(after) == ' ' || text.charAt(after) == '\t')) {
      after++;
    }
    return after < text.length() && "=:+".indexOf(text.charAt(after)) >= 0;
  }
}
