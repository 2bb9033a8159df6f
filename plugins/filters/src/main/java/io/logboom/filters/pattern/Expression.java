package io.logboom.filters.pattern;

import java.util.List;

/**
 * Conditions joined by {@code &&} and {@code ||}.
 *
 * @param <C> a condition
 */
sealed interface Expression<C> {

  /**
   * All of them must hold.
   *
   * @param parts two or more
   */
  record All<C>(List<Expression<C>> parts) implements Expression<C> {}

  /**
   * One of them must hold.
   *
   * @param parts two or more
   */
  record Any<C>(List<Expression<C>> parts) implements Expression<C> {}

  /**
   * A condition.
   *
   * @param condition the condition
   */
  record One<C>(C condition) implements Expression<C> {}
}
