package io.logboom.filters.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads conditions joined by {@code &&}, {@code ||} and parentheses, of which the last bind
 * strongest and {@code ||} weakest.
 *
 * @param <C> a condition
 */
final class ExpressionParser<C> {

  /** Nobody writes more, and the stack stays small. */
  private static final int DEEPEST = 100;

  private final Cursor cursor;
  private final Supplier<C> condition;
  private int depth;

  /**
   * @param condition reads one condition at the cursor
   */
  ExpressionParser(Cursor cursor, Supplier<C> condition) {
    this.cursor = cursor;
    this.condition = condition;
  }

  /** Reads as much as belongs together, and the blanks behind it. */
  Expression<C> parse() {
    var parts = new ArrayList<Expression<C>>();
    do {
      parts.add(all());
    } while (cursor.take("||"));
    return parts.size() == 1 ? parts.getFirst() : new Expression.Any<>(List.copyOf(parts));
  }

  private Expression<C> all() {
    var parts = new ArrayList<Expression<C>>();
    do {
      parts.add(part());
    } while (cursor.take("&&"));
    return parts.size() == 1 ? parts.getFirst() : new Expression.All<>(List.copyOf(parts));
  }

  private Expression<C> part() {
    cursor.blanks();
    int open = cursor.at();
    Expression<C> part;
    if (cursor.take("(")) {
      if (++depth > DEEPEST) {
        throw cursor.fault(open, "more than " + DEEPEST + " parentheses inside one another");
      }
      part = parse();
      if (cursor.isEnd()) {
        throw cursor.fault(open, "this parenthesis is not closed");
      }
      if (!cursor.take(")")) {
        throw cursor.fault("expected &&, || or ), not " + cursor.found());
      }
      depth--;
    } else {
      part = new Expression.One<>(condition.get());
    }
    cursor.blanks();
    return part;
  }
}
