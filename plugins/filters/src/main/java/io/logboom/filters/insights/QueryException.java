package io.logboom.filters.insights;

/** A query is not one, or not one for a stream: says why, and shows the place with a caret. */
final class QueryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** How much of a long line is shown on either side of the caret. */
  private static final int AROUND = 60;

  private final int at;

  /**
   * @param why what is wrong, for people
   * @param query the whole query
   * @param at the offending character, from 0; the query's length for its end
   */
  QueryException(String why, String query, int at) {
    super(why + " at " + place(query, at) + shown(query, at));
    this.at = at;
  }

  /** The offending character, from 0. */
  int at() {
    return at;
  }

  private static String place(String query, int at) {
    if (at >= query.length()) {
      return "the end of the query";
    }
    int line = 1 + (int) query.substring(0, at).chars().filter(c -> c == '\n').count();
    return "line " + line + ", character " + (at - lineStart(query, at) + 1);
  }

  private static int lineStart(String query, int at) {
    return query.lastIndexOf('\n', at - 1) + 1;
  }

  private static String shown(String query, int at) {
    int end = query.indexOf('\n', at);
    end = end < 0 ? query.length() : end;
    int from = Math.max(lineStart(query, at), at - AROUND);
    int to = Math.min(end, at + AROUND);
    var line = new StringBuilder();
    for (int i = from; i < to; i++) {
      char c = query.charAt(i);
      line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
    }
    return "\n  " + line + "\n  " + " ".repeat(at - from) + "^";
  }
}
