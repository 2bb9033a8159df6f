package io.logboom.filters.insights;

import java.util.Arrays;

/** What {@code stats} asks of an event: its groups, but for the window, and arguments. */
final class StatsInput {
  private final Eval[] by;
  private final int bin;
  private final Eval[] arguments;

  private StatsInput(Eval[] by, int bin, Eval[] arguments) {
    this.by = by;
    this.bin = bin;
    this.arguments = arguments;
  }

  static StatsInput of(StatsPlan plan, Command.Stats command, Scope scope) {
    var compiler = new Compiler(scope);
    return new StatsInput(
        command.by().stream().map(column -> compiler.compile(column.expr())).toArray(Eval[]::new),
        plan.bin(),
        plan.aggregations().stream()
            .map(aggregation -> argument(aggregation, compiler))
            .toArray(Eval[]::new));
  }

  /** Of {@code count(*)}, something that is always there. */
  private static Eval argument(Expr.Aggregation aggregation, Compiler compiler) {
    return aggregation.arguments().isEmpty()
        ? _ -> Datum.Truth.TRUE
        : compiler.compile(aggregation.arguments().getFirst());
  }

  Datum[] by(Frame frame) {
    var values = new Datum[by.length];
    Arrays.setAll(values, i -> i == bin ? Datum.Missing.MISSING : by[i].of(frame));
    return values;
  }

  Datum[] arguments(Frame frame) {
    var values = new Datum[arguments.length];
    Arrays.setAll(values, i -> arguments[i].of(frame));
    return values;
  }
}
