package io.logboom.filters.insights;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;

/**
 * A regular expression of RE2, which takes time linear in the text. It is measured before it is
 * compiled, as counts within counts, {@code ((a{1000}){1000}){1000}}, would fill the memory, and
 * parentheses a thousand deep the stack. Immutable; safe for use by many threads.
 */
final class Regex {
  private static final int DEEPEST = 100;
  private static final long LARGEST = 100_000;
  private static final String SPECIAL = "\\^$.|?*+()[]{}";

  private final Pattern pattern;
  private final String source;
  private final boolean plain;

  private Regex(Pattern pattern, String source) {
    this.pattern = pattern;
    this.source = source;
    this.plain = source.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0) && !source.isEmpty();
  }

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException when RE2 has none such, or it is too large, with the reason
   */
  static Regex of(String source) {
    measure(source);
    try {
      return new Regex(Pattern.compile(source), source);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "not a regular expression of RE2: " + e.getDescription() + ", " + e.getPattern(), e);
    }
  }

  /** Estimates how large the compiled expression will be. */
  private static void measure(String source) {
    var outer = new long[DEEPEST];
    int depth = 0;
    long before = 0;
    long last = 0;
    boolean set = false;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      }
      if (set) {
        set = c != ']';
      } else if (c == '(') {
        if (depth == DEEPEST) {
          throw new IllegalArgumentException(
              "a regular expression of more than " + DEEPEST + " parentheses in one another");
        }
        outer[depth++] = before + last;
        before = 0;
        last = 0;
      } else if (c == ')' && depth > 0) {
        last += before + 1;
        before = outer[--depth];
      } else if (c == '{') {
        last *= Math.max(1, times(source, i));
      } else {
        set = c == '[';
        before += last;
        last = 1;
      }
      if (before + last > LARGEST) {
        throw new IllegalArgumentException("a regular expression that is too large");
      }
    }
  }

  /** The largest number of a count, {@code {2,5}}; 1 when it is none. */
  private static long times(String source, int open) {
    long most = 1;
    long number = 0;
    for (int i = open + 1; i < source.length() && source.charAt(i) != '}'; i++) {
      char c = source.charAt(i);
      number = c >= '0' && c <= '9' ? Math.min(LARGEST, 10 * number + c - '0') : 0;
      most = Math.max(most, number);
    }
    return most;
  }

  /** The expression as it was written. */
  String source() {
    return source;
  }

  /** Whether it matches its own source and nothing else, so that searching for that does. */
  boolean isPlain() {
    return plain;
  }

  /** The names of its groups, in the order of the groups. */
  List<String> names() {
    return pattern.namedGroups().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isFoundIn(String text) {
    return pattern.matcher(text).find();
  }

  Matcher matcher(String text) {
    return pattern.matcher(text);
  }
}
