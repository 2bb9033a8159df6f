package io.logboom.filters.insights;

import java.util.List;

/**
 * A query, parsed and checked. Whoever runs one goes through {@link #commands} in order; up to the
 * first {@link Command.Stats} they see one event at a time, after it the rows it makes.
 *
 * <p>The classes {@code Stats*} and {@code Aggregate*} of this package are made from {@link
 * Command.Stats}. Expressions in it are compiled as all others are, by {@code Compiler}: the
 * arguments of an {@link Expr.Aggregation} and the columns of {@code by} against the event, the
 * columns themselves against the results.
 *
 * @param text as it was written
 * @param commands one or more
 */
public record Query(String text, List<Command> commands) {

  public Query {
    commands = List.copyOf(commands);
  }

  /**
   * Parses a query.
   *
   * @throws IllegalArgumentException when it is none, or cannot be answered on a stream; the
   *     message shows the place
   */
  public static Query of(String text) {
    var commands = Parser.parse(text);
    commands.stream()
        .filter(Command.Stats.class::isInstance)
        .skip(1)
        .findFirst()
        .ifPresent(
            second -> {
              throw new QueryException(
                  "there is only one stats in a query on a stream; another insights filter behind"
                      + " this one may count its rows:",
                  text,
                  second.at());
            });
    return new Query(text, commands);
  }
}
