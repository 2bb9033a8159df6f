package io.logboom.core.condition;

import io.logboom.core.condition.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts an expression into its words. */
final class Lexer {
  private static final List<String> SYMBOLS =
      List.of("==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ",", ".", "@");

  /** RFC 8259 §6. A number is one only where a name cannot be: an index of an array is a name. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,9})?(?![\\p{L}\\p{N}_$-])");

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$][\\p{L}\\p{N}_$-]*");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  Lexer(String text) {
    this.text = text;
  }

  List<Token> tokens() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (c == '\'' || c == '"') {
        i = quoted(i);
      } else {
        i = plain(i);
      }
    }
    tokens.add(new Token(Kind.END, "", text.length()));
    return tokens;
  }

  private int quoted(int open) {
    char quote = text.charAt(open);
    var content = new StringBuilder();
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      if (text.charAt(i) == '\\') {
        i++;
        if (i == text.length() || "'\"\\".indexOf(text.charAt(i)) < 0) {
          throw error("\\ stands before a quote or another \\ only", i - 1);
        }
      }
      content.append(text.charAt(i++));
    }
    if (i == text.length()) {
      throw error("this quote is not closed", open);
    }
    tokens.add(new Token(Kind.QUOTED, content.toString(), open));
    return i + 1;
  }

  private int plain(int at) {
    boolean name = !tokens.isEmpty() && tokens.getLast().is(".");
    var number = NUMBER.matcher(text).region(at, text.length()).useTransparentBounds(true);
    if (!name && number.lookingAt()) {
      tokens.add(new Token(Kind.NUMBER, number.group(), at));
      return number.end();
    }
    var word = NAME.matcher(text).region(at, text.length());
    if (word.lookingAt()) {
      tokens.add(new Token(Kind.NAME, word.group(), at));
      return word.end();
    }
    for (var symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        tokens.add(new Token(Kind.SYMBOL, symbol, at));
        return at + symbol.length();
      }
    }
    throw error(
        text.charAt(at) == '='
            ? "to compare, write =="
            : "unexpected character \"" + text.substring(at, text.offsetByCodePoints(at, 1)) + "\"",
        at);
  }

  /** What is wrong, where, and a picture of it. */
  IllegalArgumentException error(String what, int at) {
    int from = Math.max(0, at - 50);
    int to = Math.min(text.length(), at + 30);
    String line = text.substring(from, to).replaceAll("\\s", " ");
    return new IllegalArgumentException(
        what
            + ", at character "
            + (at + 1)
            + "\n    "
            + line
            + "\n    "
            + " ".repeat(at - from)
            + "^");
  }
}
