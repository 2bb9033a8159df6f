package io.logboom.filters.insights;

import java.util.List;

/**
 * A piece of a query.
 *
 * @param kind what it is
 * @param text a name as written, without backticks; the content of a text, its escapes resolved; a
 *     number's digits; a sign itself
 * @param ways of a name, as {@link Expr.Field} has them
 * @param at where it begins
 * @param end where it ends, exclusive
 * @param quoted whether a name had backticks, which makes it a name and nothing else
 */
record Token(Kind kind, String text, List<List<String>> ways, int at, int end, boolean quoted) {

  /** Kinds of tokens. */
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    /** A sign, such as {@code |} or {@code <=}. */
    SIGN,
    END
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** Whether it is this word of the language, in any case. */
  boolean isWord(String word) {
    return kind == Kind.NAME && !quoted && text.equalsIgnoreCase(word);
  }

  /** The token in a message. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "a text";
      case NAME, NUMBER, SIGN -> "\"" + (text.length() > 40 ? text.substring(0, 40) : text) + "\"";
    };
  }
}
