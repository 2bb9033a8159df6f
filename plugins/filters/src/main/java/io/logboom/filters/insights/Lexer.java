package io.logboom.filters.insights;

import io.logboom.filters.insights.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cuts a query into tokens, one ahead of the parser. White space of any kind and {@code #} comments
 * to the end of their line count for nothing. Quotes that a word processor has bent are quotes.
 * Used by one thread.
 */
final class Lexer {

  /** The most characters that AWS takes, too (StartQuery). */
  static final int LONGEST = 10_000;

  private static final String DOUBLE = "\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02";
  private static final String SINGLE = "'\u2018\u2019\u201a\u201b\u2032\uff07";
  private static final String BACKTICKS = "`\u02cb";
  private static final String SIGNS = "|,()[]+-*/^%";

  private final String query;
  private int at;
  private int lastEnd;
  private Token next;

  Lexer(String query) {
    this.query = query;
    if (query.length() > LONGEST) {
      throw new QueryException("a query of more than " + LONGEST + " characters", query, LONGEST);
    }
    next = read();
  }

  /** The next token; it stays the next one. */
  Token peek() {
    return next;
  }

  /** The next token. */
  Token take() {
    var token = next;
    lastEnd = token.end();
    next = token.kind() == Kind.END ? token : read();
    return token;
  }

  /** Takes the next token if it is this sign. */
  boolean takes(String sign) {
    if (next.isSign(sign)) {
      take();
      return true;
    }
    return false;
  }

  /** Takes the next token if it is this word. */
  boolean takesWord(String word) {
    if (next.isWord(word)) {
      take();
      return true;
    }
    return false;
  }

  void expect(String sign) {
    if (!takes(sign)) {
      throw problem("expected \"" + sign + "\", found " + next.shown());
    }
  }

  /** What is wrong with the next token. */
  QueryException problem(String why) {
    return problem(why, next.at());
  }

  QueryException problem(String why, int where) {
    return new QueryException(why, query, where);
  }

  /** The query from there to the end of the token taken last, white space drawn together. */
  String since(int start) {
    var text = new StringBuilder();
    boolean comment = false;
    for (var c : query.substring(start, lastEnd).toCharArray()) {
      comment = c == '#' || (comment && c != '\n');
      if (!comment && !isSpace(c)) {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    return text.toString().strip();
  }

  /** A regular expression, when the next token is a slash; without the slashes. */
  Optional<String> regex() {
    if (!next.isSign("/")) {
      return Optional.empty();
    }
    var source = new StringBuilder();
    for (int i = next.at() + 1; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '/') {
        at = i + 1;
        lastEnd = at;
        next = read();
        return Optional.of(source.toString());
      }
      if (c == '\\' && i + 1 < query.length()) {
        i++;
        if (query.charAt(i) != '/') {
          source.append(c);
        }
        source.append(query.charAt(i));
      } else {
        source.append(c);
      }
    }
    throw problem("a regular expression without its closing slash");
  }

  private Token read() {
    skip();
    int start = at;
    if (at == query.length()) {
      return new Token(Kind.END, "", List.of(), start, start, false);
    }
    char c = query.charAt(at);
    if (DOUBLE.indexOf(c) >= 0) {
      return text(DOUBLE);
    }
    if (SINGLE.indexOf(c) >= 0) {
      return text(SINGLE);
    }
    if (isDigit(c)) {
      return number();
    }
    if (isName(c) || isBacktick(at)) {
      return name();
    }
    for (var sign : new String[] {"<=", ">=", "!=", "=~", "=", "<", ">"}) {
      if (query.startsWith(sign, at)) {
        return sign(sign);
      }
    }
    if (SIGNS.indexOf(c) >= 0) {
      return sign(String.valueOf(c));
    }
    throw problem("not a character of the language: " + name(c), at);
  }

  private static String name(char c) {
    return c > ' ' && c < 0x7F ? "\"" + c + "\"" : String.format("U+%04X", (int) c);
  }

  private void skip() {
    while (at < query.length()) {
      if (query.charAt(at) == '#') {
        int end = query.indexOf('\n', at);
        at = end < 0 ? query.length() : end;
      } else if (isSpace(query.charAt(at))) {
        at++;
      } else {
        return;
      }
    }
  }

  private Token sign(String sign) {
    int start = at;
    at += sign.length();
    return new Token(Kind.SIGN, sign, List.of(), start, at, false);
  }

  /** A text ends with a quote of its own kind: a bent one inside straight ones is a character. */
  private Token text(String quotes) {
    int start = at;
    boolean straight = query.charAt(at) == quotes.charAt(0);
    var text = new StringBuilder();
    for (at++; at < query.length(); at++) {
      char c = query.charAt(at);
      if (straight ? c == quotes.charAt(0) : quotes.indexOf(c) >= 0) {
        at++;
        return new Token(Kind.TEXT, text.toString(), List.of(), start, at, false);
      }
      if (c == '\\' && at + 1 < query.length() && "\\\"'".indexOf(query.charAt(at + 1)) >= 0) {
        at++;
        c = query.charAt(at);
      }
      text.append(c);
    }
    throw problem("a text without its closing quote", start);
  }

  private Token number() {
    int start = at;
    digits();
    if (at + 1 < query.length() && query.charAt(at) == '.' && isDigit(query.charAt(at + 1))) {
      at++;
      digits();
    }
    int exponent = at;
    if (at < query.length() && (query.charAt(at) == 'e' || query.charAt(at) == 'E')) {
      at++;
      if (at < query.length() && "+-".indexOf(query.charAt(at)) >= 0) {
        at++;
      }
      if (at < query.length() && isDigit(query.charAt(at))) {
        digits();
      } else {
        at = exponent;
      }
    }
    return new Token(Kind.NUMBER, query.substring(start, at), List.of(), start, at, false);
  }

  private void digits() {
    while (at < query.length() && isDigit(query.charAt(at))) {
      at++;
    }
  }

  /** A path: names, plain or in backticks, with dots between them, and items of arrays. */
  private Token name() {
    int start = at;
    boolean quoted = isBacktick(at);
    var steps = new ArrayList<String>();
    steps.add(step());
    while (at + 1 < query.length()) {
      if (query.charAt(at) == '.' && (isName(query.charAt(at + 1)) || isBacktick(at + 1))) {
        at++;
        quoted |= isBacktick(at);
        steps.add(step());
      } else if (query.charAt(at) == '[' && isDigit(query.charAt(at + 1)) && !isIn(steps)) {
        int open = at++;
        digits();
        if (at == query.length() || query.charAt(at) != ']') {
          throw problem("an item of an array is a number in brackets, such as [0]", open);
        }
        steps.add(query.substring(open + 1, at));
        at++;
      } else {
        break;
      }
    }
    return new Token(Kind.NAME, String.join(".", steps), ways(steps), start, at, quoted);
  }

  private static boolean isIn(List<String> steps) {
    return steps.size() == 1 && steps.getFirst().equalsIgnoreCase("in");
  }

  private String step() {
    int start = at;
    if (!isBacktick(at)) {
      while (at < query.length() && isName(query.charAt(at))) {
        at++;
      }
      return query.substring(start, at);
    }
    for (at++; at < query.length(); at++) {
      if (isBacktick(at)) {
        at++;
        if (at == start + 2) {
          throw problem("an empty name", start);
        }
        return query.substring(start + 1, at - 1);
      }
    }
    throw problem("a name without its closing backtick", start);
  }

  private static List<List<String>> ways(List<String> steps) {
    var parted = steps.stream().flatMap(step -> Stream.of(step.split("\\.", -1))).toList();
    return parted.equals(steps) || parted.contains("")
        ? List.of(List.copyOf(steps))
        : List.of(List.copyOf(steps), parted);
  }

  private boolean isBacktick(int i) {
    return BACKTICKS.indexOf(query.charAt(i)) >= 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isName(char c) {
    return c == '_' || c == '@' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff';
  }
}
