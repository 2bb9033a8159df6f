package io.logboom.filters.pattern;

import java.util.Locale;

/** A place in a pattern's text while it is read, and the errors that point at it. */
final class Cursor {

  /** How much of a long pattern an error shows before and after the place. */
  private static final int BEFORE = 60;

  private static final int AFTER = 40;

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  void goTo(int place) {
    at = place;
  }

  boolean isEnd() {
    return at == text.length();
  }

  /** The character here; NUL at the end. */
  char peek() {
    return isEnd() ? '\0' : text.charAt(at);
  }

  char next() {
    return text.charAt(at++);
  }

  /** What stands from there to here. */
  String since(int from) {
    return text.substring(from, at);
  }

  boolean isBlank() {
    return !isEnd() && (Character.isWhitespace(peek()) || peek() == '\u00A0');
  }

  void blanks() {
    while (isBlank()) {
      at++;
    }
  }

  boolean startsWith(String word) {
    return text.startsWith(word, at);
  }

  /** Goes over the word when it stands here. */
  boolean take(String word) {
    if (startsWith(word)) {
      at += word.length();
      return true;
    }
    return false;
  }

  /** Goes over a word of letters, whatever their case. */
  boolean takeWord(String word) {
    int end = at + word.length();
    if (text.regionMatches(true, at, word, 0, word.length())
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  /** What stands here, for an error. */
  String found() {
    if (isEnd()) {
      return "the end of the pattern";
    }
    char c = peek();
    return c < ' ' || c > '~'
        ? String.format(Locale.ROOT, "the character U+%04X", text.codePointAt(at))
        : "'" + c + "'";
  }

  /** An error here. */
  IllegalArgumentException fault(String what) {
    return fault(at, what);
  }

  /** An error there: the line of the pattern, and a caret under the place. */
  IllegalArgumentException fault(int place, String what) {
    int line = text.lastIndexOf('\n', place - 1) + 1;
    int lineEnd = text.indexOf('\n', place);
    int begin = Math.max(line, place - BEFORE);
    int end = Math.min(lineEnd < 0 ? text.length() : lineEnd, place + AFTER);
    var shown = new StringBuilder(begin > line ? "..." : "");
    int caret = shown.length() + place - begin;
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
    }
    return new IllegalArgumentException(
        what + "\n    " + shown + "\n    " + " ".repeat(caret) + "^");
  }
}
