package io.logboom.filters.pattern;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text in which a regular expression is found, in time in proportion to the text. Most expressions
 * of AWS's subset become a small {@link Automaton}; the others are RE2/J's, which is as sure but
 * slower, and copies the text.
 */
final class Regex implements TextTest {
  private final Pattern pattern;
  private final Optional<Automaton> automaton;

  Regex(RegexSyntax syntax) {
    pattern = Pattern.compile(syntax.re2());
    automaton = Automaton.of(syntax);
  }

  @Override
  public boolean fits(byte[] array, int start, int end) {
    if (automaton.isPresent()) {
      return automaton.get().isFoundIn(array, start, end);
    }
    return fitsForRe2(array, start, end);
  }

  /** The same, by RE2/J in any case. */
  boolean fitsForRe2(byte[] array, int start, int end) {
    return pattern.matcher(new String(array, start, end - start, StandardCharsets.UTF_8)).find();
  }

  /** Whether it became an automaton. */
  boolean isAutomaton() {
    return automaton.isPresent();
  }
}
