package io.logboom.filters.pattern;

import io.logboom.filters.pattern.RegexSyntax.Anchor;
import io.logboom.filters.pattern.RegexSyntax.Chars;
import io.logboom.filters.pattern.RegexSyntax.Part;
import io.logboom.filters.pattern.RegexSyntax.Repeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a regular expression of AWS's subset, between percent signs. */
final class RegexParser {

  /** How many characters all repetitions together may ask for: what matching costs hangs on it. */
  private static final int LARGEST = 500;

  private static final String SYMBOLS = ":_#=@/;,- ";
  private static final Chars DIGITS = Chars.NONE.with('0', '9');
  private static final Chars WORD = DIGITS.with('a', 'z').with('A', 'Z').with('_', '_');

  /** As RE2 has it: tab, line feed, form feed, carriage return and space. */
  private static final Chars SPACE = Chars.NONE.with('\t', '\n').with('\f', '\r').with(' ', ' ');

  private final Cursor cursor;
  private final List<List<Part>> alternatives = new ArrayList<>();
  private List<Part> parts = new ArrayList<>();
  private int length;

  RegexParser(Cursor cursor) {
    this.cursor = cursor;
  }

  RegexSyntax parse() {
    int open = cursor.at();
    cursor.next();
    while (cursor.peek() != '%' || cursor.isEnd()) {
      if (cursor.isEnd()) {
        throw cursor.fault(open, "this regular expression is not closed with %");
      }
      part();
    }
    close();
    cursor.next();
    return new RegexSyntax(List.copyOf(alternatives));
  }

  private void close() {
    if (parts.isEmpty()) {
      throw cursor.fault("an empty regular expression matches everything");
    }
    alternatives.add(List.copyOf(parts));
    parts = new ArrayList<>();
  }

  private void part() {
    int start = cursor.at();
    char c = cursor.next();
    switch (c) {
      case '|' -> {
        cursor.goTo(start);
        close();
        cursor.next();
      }
      case '^' -> parts.add(Anchor.START);
      case '$' -> parts.add(Anchor.END);
      case '.' -> repeat(start, Chars.ALL);
      case '[' -> repeat(start, set(start));
      case '\\' -> repeat(start, escaped(start));
      case '*', '+', '?', '{' ->
          throw cursor.fault(start, "nothing is here that " + c + " could repeat");
      default -> repeat(start, Chars.of(plain(start, c)));
    }
  }

  private char plain(int start, char c) {
    if (!isAlphanumeric(c) && SYMBOLS.indexOf(c) < 0 && c != ']' && c != '}') {
      if (c == '(' || c == ')') {
        throw cursor.fault(
            start,
            "there are no groups: for the character itself write \\x" + (c == '(' ? "28" : "29"));
      }
      if (c > ' ' && c <= '~') {
        throw cursor.fault(
            start,
            "'"
                + c
                + "' is not allowed here: write "
                + String.format(Locale.ROOT, "\\x%02X", (int) c));
      }
      throw cursor.fault(start, "a regular expression takes ASCII characters only");
    }
    return c;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** What a backslash makes of the characters behind it. */
  private Chars escaped(int start) {
    if (cursor.isEnd()) {
      throw cursor.fault(start, "nothing follows this backslash");
    }
    char c = cursor.next();
    return switch (c) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.inverse();
      case 's' -> SPACE;
      case 'S' -> SPACE.inverse();
      case 'w' -> WORD;
      case 'W' -> WORD.inverse();
      case 'x' -> Chars.of(hexadecimal(start));
      default -> {
        if (c <= ' ' || c > '~' || isAlphanumeric(c)) {
          throw cursor.fault(
              start, "after a backslash: one of d D s S w W, xhh, or a sign of punctuation");
        }
        yield Chars.of(c);
      }
    };
  }

  private char hexadecimal(int start) {
    int value = 0;
    for (int i = 0; i < 2; i++) {
      int digit = cursor.isEnd() ? -1 : Character.digit(cursor.peek(), 16);
      if (digit < 0 || cursor.peek() > '~') {
        throw cursor.fault(start, "two hexadecimal digits belong after \\x");
      }
      value = 16 * value + digit;
      cursor.next();
    }
    if (value >= Chars.ASCII) {
      throw cursor.fault(start, "ASCII ends at \\x7F");
    }
    return (char) value;
  }

  /** A class of characters in brackets, up to and with the closing one. */
  private Chars set(int open) {
    boolean inverse = cursor.take("^");
    var set = Chars.NONE;
    int first = cursor.at();
    while (cursor.peek() != ']' || cursor.isEnd()) {
      if (cursor.isEnd() || cursor.peek() == '%') {
        throw cursor.fault(open, "this bracket is not closed");
      }
      int start = cursor.at();
      char c = cursor.next();
      if (c == '\\') {
        var chars = escaped(start);
        set = isRange() ? range(start, set, only(start, chars)) : set.with(chars);
      } else {
        char from = inSet(start, c);
        set = isRange() ? range(start, set, from) : set.with(from, from);
      }
    }
    if (cursor.at() == first) {
      throw cursor.fault(open, "there is nothing in these brackets");
    }
    cursor.next();
    return inverse ? set.inverse() : set;
  }

  private char inSet(int start, char c) {
    if (c == '[') {
      throw cursor.fault(start, "for the bracket itself write \\[");
    }
    return "^$?{}|*+.".indexOf(c) >= 0 ? c : plain(start, c);
  }

  /** Whether a minus stands here that is not the last character of the class. */
  private boolean isRange() {
    return cursor.peek() == '-' && !cursor.startsWith("-]");
  }

  private Chars range(int start, Chars set, char from) {
    cursor.next();
    int place = cursor.at();
    if (cursor.isEnd()) {
      throw cursor.fault(start, "this range has no end");
    }
    char c = cursor.next();
    char to = c == '\\' ? only(place, escaped(place)) : inSet(place, c);
    if (from > to) {
      throw cursor.fault(start, "this range ends before it begins");
    }
    return set.with(from, to);
  }

  private char only(int start, Chars chars) {
    if (Long.bitCount(chars.low()) + Long.bitCount(chars.high()) != 1 || chars.others()) {
      throw cursor.fault(start, "a range goes from one character to another");
    }
    return (char)
        (chars.low() != 0
            ? Long.numberOfTrailingZeros(chars.low())
            : Long.SIZE + Long.numberOfTrailingZeros(chars.high()));
  }

  private void repeat(int start, Chars chars) {
    int least = 1;
    int most = 1;
    int place = cursor.at();
    if (cursor.take("*")) {
      least = 0;
      most = Repeat.ANY_NUMBER;
    } else if (cursor.take("+")) {
      most = Repeat.ANY_NUMBER;
    } else if (cursor.take("?")) {
      least = 0;
    } else if (cursor.take("{")) {
      least = count(0);
      cursor.blanks();
      if (cursor.take(",")) {
        most = count(Repeat.ANY_NUMBER);
        cursor.blanks();
      } else {
        most = least;
      }
      if (!cursor.take("}") || cursor.since(place).chars().noneMatch(Character::isDigit)) {
        throw cursor.fault(place, "a number of times is written {3}, {3,}, {,5} or {3,5}");
      }
      if (most != Repeat.ANY_NUMBER && least > most) {
        throw cursor.fault(place, "at least " + least + " is more than at most " + most);
      }
    }
    if (place != cursor.at()) {
      // A lazy repetition finds what an eager one finds.
      cursor.take("?");
      char again = cursor.peek();
      if (!cursor.isEnd() && "*+?{".indexOf(again) >= 0) {
        throw cursor.fault("nothing is here that " + again + " could repeat");
      }
    }
    var repeat = new Repeat(chars, least, most);
    length += repeat.length();
    if (length > LARGEST) {
      throw cursor.fault(
          start, "the repetitions ask for more than " + LARGEST + " characters in all");
    }
    parts.add(repeat);
  }

  private int count(int absent) {
    cursor.blanks();
    int start = cursor.at();
    while (cursor.peek() >= '0' && cursor.peek() <= '9') {
      cursor.next();
    }
    int digits = cursor.at() - start;
    if (digits > 4) {
      throw cursor.fault(start, "too often");
    }
    return digits == 0 ? absent : Integer.parseInt(cursor.since(start));
  }
}
