package io.logboom.filters.pattern;

import java.util.List;
import java.util.function.ToIntFunction;

/** Conditions joined, made ready to be asked: each is a number, and somebody knows the answers. */
sealed interface Formula {

  /** Knows the answers for the event at hand. */
  @FunctionalInterface
  interface Answers {

    /** Whether a condition holds. */
    boolean holds(int condition);
  }

  boolean holds(Answers answers);

  /**
   * All of them must hold.
   *
   * @param parts in the order they are asked
   */
  record All(List<Formula> parts) implements Formula {
    @Override
    public boolean holds(Answers answers) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).holds(answers)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * One of them must hold.
   *
   * @param parts in the order they are asked
   */
  record Any(List<Formula> parts) implements Formula {
    @Override
    public boolean holds(Answers answers) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).holds(answers)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * A condition.
   *
   * @param number the condition's
   */
  record One(int number) implements Formula {
    @Override
    public boolean holds(Answers answers) {
      return answers.holds(number);
    }
  }

  /** The expression with numbers for its conditions. */
  static <C> Formula of(Expression<C> expression, ToIntFunction<C> number) {
    return switch (expression) {
      case Expression.All<C>(var parts) ->
          new All(parts.stream().map(part -> of(part, number)).toList());
      case Expression.Any<C>(var parts) ->
          new Any(parts.stream().map(part -> of(part, number)).toList());
      case Expression.One<C>(var condition) -> new One(number.applyAsInt(condition));
    };
  }
}
