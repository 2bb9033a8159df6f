package io.logboom.filters.pattern;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A regular expression of AWS's subset, which has no groups: one of several sequences.
 *
 * @param alternatives one or more
 */
record RegexSyntax(List<List<Part>> alternatives) {

  /** A part of a sequence. */
  sealed interface Part {}

  /** The beginning or the end of the text. */
  enum Anchor implements Part {
    START,
    END
  }

  /**
   * One of some characters, again and again.
   *
   * @param chars which
   * @param least how often at least
   * @param most how often at most; {@link #ANY_NUMBER} for any
   */
  record Repeat(Chars chars, int least, int most) implements Part {
    static final int ANY_NUMBER = -1;

    /** How many characters it has room for, without what a loop adds. */
    int length() {
      return most == ANY_NUMBER ? Math.max(least, 1) : most;
    }

    private String re2() {
      if (most == ANY_NUMBER && least <= 1) {
        return chars.re2() + (least == 0 ? "*" : "+");
      }
      if (least == 1 && most == 1) {
        return chars.re2();
      }
      return chars.re2() + "{" + least + "," + (most == ANY_NUMBER ? "" : most) + "}";
    }
  }

  /**
   * A set of characters. Those beyond ASCII are all in it or none.
   *
   * @param low a bit for each character below 64
   * @param high a bit for each character from 64 to 127
   * @param others whether those beyond ASCII are in it
   */
  record Chars(long low, long high, boolean others) {
    static final int ASCII = 128;
    static final Chars NONE = new Chars(0, 0, false);
    static final Chars ALL = NONE.inverse();

    static Chars of(char c) {
      return NONE.with(c, c);
    }

    Chars with(int from, int to) {
      long newLow = low;
      long newHigh = high;
      for (int c = from; c <= to; c++) {
        if (c < Long.SIZE) {
          newLow |= 1L << c;
        } else {
          newHigh |= 1L << c;
        }
      }
      return new Chars(newLow, newHigh, others);
    }

    Chars with(Chars more) {
      return new Chars(low | more.low, high | more.high, others || more.others);
    }

    Chars inverse() {
      return new Chars(~low, ~high, !others);
    }

    /** Whether the character is in it; any from {@link #ASCII} on stands for those beyond. */
    boolean has(int c) {
      if (c >= ASCII) {
        return others;
      }
      long bits = c < Long.SIZE ? low : high;
      return (bits & (1L << c)) != 0;
    }

    private String re2() {
      if (equals(NONE)) {
        // RE2 knows no empty brackets.
        return "[^\\x{0}-\\x{10FFFF}]";
      }
      var text = new StringBuilder("[");
      for (int c = 0; c < ASCII; c++) {
        if (has(c)) {
          int from = c;
          while (c + 1 < ASCII && has(c + 1)) {
            c++;
          }
          text.append(String.format(Locale.ROOT, "\\x{%x}-\\x{%x}", from, c));
        }
      }
      return text.append(others ? "\\x{80}-\\x{10FFFF}]" : "]").toString();
    }
  }

  /** The same for RE2/J. */
  String re2() {
    return alternatives.stream()
        .map(parts -> parts.stream().map(RegexSyntax::re2).collect(Collectors.joining()))
        .collect(Collectors.joining("|"));
  }

  private static String re2(Part part) {
    return switch (part) {
      case Anchor anchor -> anchor == Anchor.START ? "\\A" : "\\z";
      case Repeat repeat -> repeat.re2();
    };
  }
}
