package io.logboom.filters.insights;

import java.util.List;

/** A command of a query, between two pipes. */
sealed interface Command {

  /** Where in the query its first word begins, from 0. */
  int at();

  /** {@code fields}: names values, and adds them to the row. */
  record Fields(List<Column> columns, int at) implements Command {}

  /** {@code display}: names values; those of the last one are the row. */
  record Display(List<Column> columns, int at) implements Command {}

  /** {@code filter}, {@code where}: lets through what fulfils the condition. */
  record Filter(Expr condition, int at) implements Command {}

  /**
   * {@code parse}: finds values in a text.
   *
   * @param from the text
   * @param finder what finds the values
   */
  record Parse(Expr.Field from, Finder finder, int at) implements Command {}

  /** {@code dedup}: lets through the first of those that have the same values. */
  record Dedup(List<Expr.Field> fields, int at) implements Command {}

  /** {@code limit}: lets through so many. */
  record Limit(long rows, int at) implements Command {}

  /**
   * {@code stats}: makes rows of many events.
   *
   * <p>The columns of such a row are those of {@code by}, in their order, and then {@code columns}
   * in theirs. A column's expression holds {@link Expr.Aggregation}s, literals, calculations and
   * functions of these, the names of columns before it in the same command ({@code b - a as
   * range}), and of columns of {@code by}; any other field outside of an aggregation is refused
   * while parsing. Commands that follow see the names of these columns and nothing of the events.
   *
   * @param columns what is made
   * @param by the groups: any expressions, among them {@code bin(5m)} and {@code
   *     datefloor(@timestamp, 5m)}; these make the windows
   */
  record Stats(List<Column> columns, List<Column> by, int at) implements Command {}
}
