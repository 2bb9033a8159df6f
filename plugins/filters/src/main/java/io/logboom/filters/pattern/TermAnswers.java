package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Syntax.Term;
import java.util.Arrays;
import java.util.List;

/**
 * Which terms of all rules stand in the event at hand, each looked for when it is first asked for.
 * Used by one thread, for one event after the other.
 */
final class TermAnswers implements Formula.Answers {
  private static final byte[] NOTHING = {};

  private final List<TextTest> terms;
  private final byte[] answers;
  private byte[] array = NOTHING;
  private int start;
  private int end;

  TermAnswers(List<TextTest> terms) {
    this.terms = terms;
    answers = new byte[terms.size()];
  }

  /** A term made ready. */
  static TextTest test(Term term) {
    return switch (term) {
      case Term.Text(var text) -> new Literal(text);
      case Term.Matching(var regex) -> new Regex(regex);
    };
  }

  /** Turns to an event's bytes. */
  void read(byte[] newArray, int from, int to) {
    array = newArray;
    start = from;
    end = to;
    Arrays.fill(answers, (byte) 0);
  }

  @Override
  public boolean holds(int term) {
    if (answers[term] == 0) {
      answers[term] = (byte) (isThere(terms.get(term)) ? 1 : -1);
    }
    return answers[term] > 0;
  }

  private boolean isThere(TextTest term) {
    return term instanceof Literal literal
        ? literal.findEnd(array, start, end) >= 0
        : term.fits(array, start, end);
  }
}
