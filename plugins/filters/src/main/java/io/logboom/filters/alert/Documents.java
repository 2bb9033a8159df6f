package io.logboom.filters.alert;

/**
 * Policies and other documents that stand in a record as a text: without the white space they are
 * laid out with, so that more of them can be seen in a line. Stateless.
 */
final class Documents {

  private Documents() {}

  /**
   * A document of JSON without the white space between its tokens; any other text as it is. It is
   * not parsed: only what stands outside of quotes goes.
   */
  static String compact(String text) {
    var stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      return text;
    }
    var out = new StringBuilder(stripped.length());
    boolean quoted = false;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (quoted && c == '\\' && i + 1 < stripped.length()) {
        out.append(c).append(stripped.charAt(++i));
        continue;
      }
      quoted ^= c == '"';
      if (quoted || !(c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
        out.append(c);
      }
    }
    return out.toString();
  }
}
