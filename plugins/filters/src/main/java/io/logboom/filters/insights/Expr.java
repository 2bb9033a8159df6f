package io.logboom.filters.insights;

import java.util.List;

/**
 * An expression as it was parsed. Every one knows where in the query it begins, for problems that
 * are found later. No tree is deeper than {@link Expressions#DEEPEST}, so it may be walked by
 * recursion.
 */
sealed interface Expr {

  /** Where in the query it begins, from 0. */
  int at();

  /**
   * A name: an alias made before, one of the fields that begin with {@code @}, or a field of the
   * event.
   *
   * @param name as written, without backticks: what an alias is compared with
   * @param ways the names to go through, from the event on; where backticks hold a dot first as one
   *     name and then parted there, as Insights knows nested fields by their dotted names only
   */
  record Field(String name, List<List<String>> ways, int at) implements Expr {

    /** One of the system's own. */
    static Field of(SystemField field, int at) {
      return new Field(field.word(), List.of(List.of(field.word())), at);
    }

    /** Whether this is one of the system's own, such as {@code @timestamp}. */
    boolean is(SystemField field) {
      return field.word().equals(name);
    }
  }

  /** A value that stands in the query itself. */
  sealed interface Literal extends Expr {}

  /** A text in quotes. */
  record Text(String text, int at) implements Literal {}

  /** A number, in the query's digits. */
  record Digits(String digits, int at) implements Literal {}

  /** {@code true} or {@code false}. */
  record Truth(boolean value, int at) implements Literal {}

  /** A period, as an argument of the functions that take one. */
  record Span(Period period, int at) implements Expr {}

  /**
   * A call of a function; the number of its arguments is right, and periods are where they must.
   */
  record Call(Function function, List<Expr> arguments, int at) implements Expr {}

  /**
   * What {@code stats} makes of many values; nowhere else, and not inside one another.
   *
   * @param arguments none for {@code count()} and {@code count(*)}
   */
  record Aggregation(Aggregator aggregator, List<Expr> arguments, int at) implements Expr {}

  /** A calculation with two numbers. */
  record Arithmetic(Operator operator, Expr left, Expr right, int at) implements Expr {}

  /** A number with its sign changed. */
  record Negative(Expr of, int at) implements Expr {}

  /** A comparison. */
  record Comparison(Comparator comparator, Expr left, Expr right, int at) implements Expr {}

  /** {@code like "text"}: whether the text holds it. */
  record Contains(Expr left, String text, int at) implements Expr {}

  /** {@code like /regex/}, {@code =~ /regex/}: whether a match is found in the text. */
  record Matches(Expr left, Regex regex, int at) implements Expr {}

  /** {@code in [...]}: whether it equals one of these literals. */
  record In(Expr left, List<Expr> items, int at) implements Expr {}

  /** All of them. */
  record And(List<Expr> all, int at) implements Expr {}

  /** At least one of them. */
  record Or(List<Expr> any, int at) implements Expr {}

  /** The contrary; {@code not like} and {@code not in} are this, too. */
  record Not(Expr of, int at) implements Expr {}

  /** Calculations. */
  enum Operator {
    PLUS,
    MINUS,
    TIMES,
    DIVIDE,
    POWER,
    REMAINDER
  }

  /** Comparisons. */
  enum Comparator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }
}
