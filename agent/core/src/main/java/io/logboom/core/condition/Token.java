package io.logboom.core.condition;

/**
 * A word of an expression.
 *
 * @param text of a quoted one: its content
 * @param at where it begins, from 0
 */
record Token(Kind kind, String text, int at) {

  /** What a word can be. */
  enum Kind {
    NAME,
    QUOTED,
    NUMBER,
    SYMBOL,
    END
  }

  boolean is(String symbolOrName) {
    return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrName);
  }

  /** As errors name it. */
  String shown() {
    return switch (kind) {
      case NAME, NUMBER, SYMBOL -> "\"" + text + "\"";
      case QUOTED -> "a text";
      case END -> "the end";
    };
  }
}
