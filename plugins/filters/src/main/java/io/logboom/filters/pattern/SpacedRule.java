package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Condition.Compared;
import io.logboom.filters.pattern.Syntax.Place;
import io.logboom.filters.select.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * A space-delimited pattern made ready: runs of places, with ellipses between them. Of the runs in
 * the middle each is taken where it stands first. Immutable; safe for use by many threads.
 */
final class SpacedRule {
  private final List<List<Demand>> runs = new ArrayList<>();
  private final boolean isLastPlain;

  /** What one word must be; the checks are the formula's conditions, by number. */
  private record Demand(Formula formula, List<Check> checks) {

    static Demand of(Place.Word word) {
      var checks = new ArrayList<Check>();
      var formula =
          word.expression()
              .map(
                  expression ->
                      Formula.of(
                          expression,
                          (Compared compared) -> {
                            checks.add(Check.ofWord(compared));
                            return checks.size() - 1;
                          }))
              .orElseGet(() -> new Formula.All(List.of()));
      return new Demand(formula, checks);
    }
  }

  /** Room for work, for one thread. */
  static final class Paper implements Formula.Answers {
    private final Scalar word = new Scalar();
    private List<Check> checks = List.of();

    @Override
    public boolean holds(int condition) {
      return checks.get(condition).holds(word);
    }

    private boolean fits(Demand demand, Words words, int number) {
      if (demand.checks().isEmpty()) {
        return true;
      }
      word.readText(words.array(), words.start(number), words.end(number));
      checks = demand.checks();
      return demand.formula().holds(this);
    }
  }

  SpacedRule(Syntax.Spaced syntax) {
    var run = new ArrayList<Demand>();
    for (var place : syntax.places()) {
      switch (place) {
        case Place.Ellipsis _ -> {
          runs.add(run);
          run = new ArrayList<>();
        }
        case Place.Word word -> run.add(Demand.of(word));
      }
    }
    runs.add(run);
    isLastPlain =
        syntax.places().getLast() instanceof Place.Word(_, var expression) && expression.isEmpty();
  }

  boolean fits(Words words, Paper paper) {
    int size = words.size();
    var first = runs.getFirst();
    if (runs.size() == 1) {
      // Without an ellipsis, a plain last word takes in the rest of the line.
      return (size == first.size() || (size > first.size() && isLastPlain))
          && isAt(first, words, 0, paper);
    }
    var last = runs.getLast();
    int from = first.size();
    int to = size - last.size();
    if (from > to || !isAt(first, words, 0, paper) || !isAt(last, words, to, paper)) {
      return false;
    }
    for (int i = 1; i + 1 < runs.size(); i++) {
      var run = runs.get(i);
      while (from + run.size() <= to && !isAt(run, words, from, paper)) {
        from++;
      }
      from += run.size();
      if (from > to) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAt(List<Demand> run, Words words, int at, Paper paper) {
    for (int i = 0; i < run.size(); i++) {
      if (!paper.fits(run.get(i), words, at + i)) {
        return false;
      }
    }
    return true;
  }
}
