package io.logboom.filters.insights;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Functions of texts. A number has a text, too; what has none gives a missing result. */
final class Texts {

  /** No function makes a longer text, or nesting some could make any length: it is missing then. */
  static final int LONGEST = 1 << 20;

  private Texts() {}

  static Datum map(Datum of, UnaryOperator<String> how) {
    return of.isText() ? new Datum.Text(how.apply(of.text())) : Datum.Missing.MISSING;
  }

  static boolean is(Datum datum, String text) {
    return datum instanceof Datum.Text(String own) && own.equals(text);
  }

  static boolean isBlank(Datum datum) {
    return datum instanceof Datum.Text(String text) && text.isBlank();
  }

  static boolean both(Datum[] of) {
    return of[0].isText() && of[1].isText();
  }

  static Datum size(Datum of) {
    return of.isText()
        ? Datum.of((double) of.text().getBytes(StandardCharsets.UTF_8).length)
        : Datum.Missing.MISSING;
  }

  static Datum length(Datum of) {
    if (!of.isText()) {
      return Datum.Missing.MISSING;
    }
    var text = of.text();
    return Datum.of((double) text.codePointCount(0, text.length()));
  }

  /** What is missing is left out. */
  static Datum concat(Datum[] of) {
    var text = new StringBuilder();
    for (var datum : of) {
      text.append(datum.text());
    }
    return bounded(text);
  }

  private static Datum bounded(StringBuilder text) {
    return text.length() > LONGEST ? Datum.Missing.MISSING : new Datum.Text(text.toString());
  }

  /** Takes white space off the ends, or the characters of the second argument. */
  static Datum trim(Datum[] of, boolean left, boolean right) {
    if (!of[0].isText()) {
      return Datum.Missing.MISSING;
    }
    var text = of[0].text();
    var characters = of.length == 2 ? of[1].text() : null;
    int from = 0;
    int to = text.length();
    while (left && from < to && goes(text.charAt(from), characters)) {
      from++;
    }
    while (right && to > from && goes(text.charAt(to - 1), characters)) {
      to--;
    }
    return new Datum.Text(text.substring(from, to));
  }

  private static boolean goes(char c, @org.jspecify.annotations.Nullable String characters) {
    return characters == null ? Character.isWhitespace(c) : characters.indexOf(c) >= 0;
  }

  /** From an index on, of a length; both in code points. Beyond the end there is nothing. */
  static Datum part(Datum[] of) {
    double from = of[1].number();
    double length = of.length == 3 ? of[2].number() : Integer.MAX_VALUE;
    if (!of[0].isText() || !(from >= 0) || !(length >= 0)) {
      return Datum.Missing.MISSING;
    }
    var text = of[0].text();
    int points = text.codePointCount(0, text.length());
    int start = (int) Math.min(points, from);
    int end = (int) Math.min(points, start + Math.floor(length));
    int begin = text.offsetByCodePoints(0, start);
    return new Datum.Text(text.substring(begin, text.offsetByCodePoints(begin, end - start)));
  }

  static Datum replace(Datum[] of) {
    if (!both(of) || !of[2].isText()) {
      return Datum.Missing.MISSING;
    }
    var text = of[0].text();
    var search = of[1].text();
    if (search.isEmpty()) {
      return of[0];
    }
    var result = new StringBuilder();
    int at = 0;
    for (int i = text.indexOf(search); i >= 0 && result.length() <= LONGEST; ) {
      result.append(text, at, i).append(of[2].text());
      at = i + search.length();
      i = text.indexOf(search, at);
    }
    return bounded(result.append(text, at, text.length()));
  }

  static Datum contains(Datum[] of) {
    if (!both(of)) {
      return Datum.Truth.FALSE;
    }
    var text = of[0].text();
    var search = of[1].text();
    if (of.length == 3 && of[2].holds()) {
      text = text.toLowerCase(Locale.ROOT);
      search = search.toLowerCase(Locale.ROOT);
    }
    return Datum.of(text.contains(search));
  }
}
