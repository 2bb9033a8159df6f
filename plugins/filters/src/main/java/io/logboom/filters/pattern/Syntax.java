package io.logboom.filters.pattern;

import io.logboom.filters.select.Step;
import java.util.List;
import java.util.Optional;

/** What a pattern says, of the three kinds there are. Patterns that say the same are equal. */
sealed interface Syntax {

  /**
   * Terms anywhere in the event.
   *
   * @param required all must be there
   * @param optional one must be there, when there are any
   * @param excluded none may be there
   */
  record Terms(List<Term> required, List<Term> optional, List<Term> excluded) implements Syntax {}

  /** A term. */
  sealed interface Term {

    /**
     * Text.
     *
     * @param text not empty
     */
    record Text(String text) implements Term {}

    /**
     * A regular expression.
     *
     * @param regex checked already
     */
    record Matching(RegexSyntax regex) implements Term {}
  }

  /**
   * Conditions on fields of a JSON object.
   *
   * @param expression the conditions
   */
  record Json(Expression<OfField> expression) implements Syntax {}

  /**
   * A condition on a field.
   *
   * @param selector the steps to the field
   * @param condition what it demands
   */
  record OfField(List<Step> selector, Condition condition) {}

  /**
   * Conditions on words with blanks between them.
   *
   * @param places one after the other
   */
  record Spaced(List<Place> places) implements Syntax {}

  /** A part of a space-delimited pattern. */
  sealed interface Place {

    /** Any number of words. */
    record Ellipsis() implements Place {}

    /**
     * One word.
     *
     * @param name its name, which only people read
     * @param expression what it must be; empty for anything
     */
    record Word(String name, Optional<Expression<Condition.Compared>> expression)
        implements Place {}
  }
}
