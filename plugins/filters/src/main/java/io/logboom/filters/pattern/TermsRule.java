package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Syntax.Term;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A pattern of terms made ready; terms are numbers, so that rules share them.
 *
 * @param required all must be there
 * @param optional one must be there, when there are any
 * @param excluded none may be there
 */
record TermsRule(List<Integer> required, List<Integer> optional, List<Integer> excluded) {

  static TermsRule of(Syntax.Terms syntax, ToIntFunction<Term> number) {
    return new TermsRule(
        numbers(syntax.required(), number),
        numbers(syntax.optional(), number),
        numbers(syntax.excluded(), number));
  }

  private static List<Integer> numbers(List<Term> terms, ToIntFunction<Term> number) {
    return terms.stream().map(number::applyAsInt).toList();
  }

  boolean fits(Formula.Answers answers) {
    for (int i = 0; i < required.size(); i++) {
      if (!answers.holds(required.get(i))) {
        return false;
      }
    }
    for (int i = 0; i < excluded.size(); i++) {
      if (answers.holds(excluded.get(i))) {
        return false;
      }
    }
    for (int i = 0; i < optional.size(); i++) {
      if (answers.holds(optional.get(i))) {
        return true;
      }
    }
    return optional.isEmpty();
  }
}
