package io.logboom.filters.insights;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code stats} command asks for.
 *
 * @param period the windows: those of the first {@code bin(...)} or {@code datefloor(@timestamp,
 *     ...)} of {@code by}
 * @param bin which column of {@code by} that is; -1 when there is none
 * @param by how many columns {@code by} has
 * @param aggregations all of them, in the order of the query
 */
record StatsPlan(Period period, int bin, int by, List<Expr.Aggregation> aggregations) {

  /**
   * @param otherwise the windows of a query that names none
   */
  static StatsPlan of(Command.Stats command, Period otherwise) {
    var aggregations = new ArrayList<Expr.Aggregation>();
    command.columns().forEach(column -> collect(column.expr(), aggregations));
    for (int i = 0; i < command.by().size(); i++) {
      var period = period(command.by().get(i).expr());
      if (period.isPresent()) {
        return new StatsPlan(period.get(), i, command.by().size(), List.copyOf(aggregations));
      }
    }
    return new StatsPlan(otherwise, -1, command.by().size(), List.copyOf(aggregations));
  }

  private static Optional<Period> period(Expr expr) {
    if (expr instanceof Expr.Call call) {
      if (call.function() == Function.BIN && call.arguments().getFirst() instanceof Expr.Span bin) {
        return Optional.of(bin.period());
      }
      if (call.function() == Function.DATEFLOOR
          && call.arguments().getFirst() instanceof Expr.Field field
          && field.is(SystemField.TIMESTAMP)
          && call.arguments().get(1) instanceof Expr.Span floor) {
        return Optional.of(floor.period());
      }
    }
    return Optional.empty();
  }

  private static void collect(Expr expr, List<Expr.Aggregation> to) {
    switch (expr) {
      case Expr.Aggregation aggregation -> to.add(aggregation);
      case Expr.Call call -> call.arguments().forEach(one -> collect(one, to));
      case Expr.Arithmetic arithmetic -> {
        collect(arithmetic.left(), to);
        collect(arithmetic.right(), to);
      }
      case Expr.Negative negative -> collect(negative.of(), to);
      case Expr.Comparison comparison -> {
        collect(comparison.left(), to);
        collect(comparison.right(), to);
      }
      case Expr.Contains contains -> collect(contains.left(), to);
      case Expr.Matches matches -> collect(matches.left(), to);
      case Expr.In in -> collect(in.left(), to);
      case Expr.And and -> and.all().forEach(one -> collect(one, to));
      case Expr.Or or -> or.any().forEach(one -> collect(one, to));
      case Expr.Not not -> collect(not.of(), to);
      case Expr.Field _, Expr.Text _, Expr.Digits _, Expr.Truth _, Expr.Span _ -> {}
    }
  }

  /** Fresh aggregates, one for each aggregation. */
  Aggregate[] aggregates() {
    var fresh = new Aggregate[aggregations.size()];
    for (int i = 0; i < fresh.length; i++) {
      var aggregation = aggregations.get(i);
      fresh[i] = Aggregate.of(aggregation.aggregator(), percent(aggregation));
    }
    return fresh;
  }

  /** The values that make a group, without that of the window. */
  StatsKey key(Datum[] values) {
    var bytes = new ByteArrayOutputStream(64);
    var to = new DataOutputStream(bytes);
    try {
      for (int i = 0; i < values.length; i++) {
        if (i != bin) {
          StatsValues.write(StatsValues.cut(values[i]), to);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StatsKey(bytes.toByteArray());
  }

  /** The values that made a group; none of the remaining but that of the window. */
  Datum[] by(StatsKey key, long start, boolean remaining) {
    var values = new Datum[by];
    var from = new DataInputStream(new ByteArrayInputStream(key.bytes()));
    try {
      for (int i = 0; i < by; i++) {
        if (i == bin) {
          values[i] = new Datum.Time(start);
        } else {
          values[i] = remaining ? Datum.Missing.MISSING : StatsValues.read(from);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static double percent(Expr.Aggregation aggregation) {
    return aggregation.aggregator() == Aggregator.PCT
            && aggregation.arguments().get(1) instanceof Expr.Digits(var digits, _)
        ? Double.parseDouble(digits)
        : 0;
  }
}
