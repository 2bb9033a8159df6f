package io.logboom.filters.insights;

import io.logboom.filters.insights.Step.Outcome;
import io.logboom.filters.select.Selectors;
import io.logboom.spi.Bytes;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Makes rows of what a table gives out: calculates the columns, and runs the commands after {@code
 * stats}, whose {@code dedup} and {@code limit} begin anew with each window. Used by one thread at
 * a time.
 */
final class StatsOutput {

  /** The column of the window's beginning, in rows of a query that has none of its own. */
  static final String WINDOW = "@window";

  /** The column that marks the row of the groups that were too many. */
  static final String REMAINING = "@remaining";

  private final Scope scope = Scope.ofRow();
  private final LinkedHashMap<String, Eval> columns = new LinkedHashMap<>();
  private final List<Command> after;
  private final int mostKeys;
  private final Counter forgotten;
  private final Frame frame;
  private final int window;
  private final int[] by;
  private final int[] results;
  private final int remaining;
  private final List<Step.Name> calculated = new ArrayList<>();
  private Stage stage;

  StatsOutput(
      StatsPlan plan,
      Command.Stats command,
      List<Command> after,
      int mostKeys,
      Counter forgotten,
      Clock clock) {
    this.after = after;
    this.mostKeys = mostKeys;
    this.forgotten = forgotten;
    this.window = plan.bin() < 0 ? column(WINDOW) : scope.slot("");
    this.by = command.by().stream().mapToInt(column -> column(column.name())).toArray();
    this.results = plan.aggregations().stream().mapToInt(_ -> scope.slot("")).toArray();
    var compiler =
        new Compiler(
            scope,
            aggregation -> {
              int slot = results[plan.aggregations().indexOf(aggregation)];
              return of -> of.slot(slot);
            });
    for (var column : command.columns()) {
      var eval = compiler.compile(column.expr());
      calculated.add(new Step.Name(eval, column(column.name())));
    }
    this.remaining = column(REMAINING);
    this.stage = begun();
    this.frame = new Frame(clock, Selectors.builder().build(), stage.scope().slots());
  }

  private int column(String name) {
    int slot = scope.slot(name);
    columns.put(name, of -> of.slot(slot));
    return slot;
  }

  private Stage begun() {
    return Stage.ofRows(after, scope.copy(), columns, mostKeys, forgotten);
  }

  /** Another window begins. */
  void begin() {
    if (!after.isEmpty()) {
      stage = begun();
    }
  }

  /** Writes a row; false, when the commands after {@code stats} keep it back. */
  boolean write(StatsRow row, Event event, Bytes to) {
    frame.read(event);
    frame.clear();
    frame.slot(window, new Datum.Time(row.start()));
    for (int i = 0; i < by.length; i++) {
      frame.slot(by[i], row.by().get(i));
    }
    for (int i = 0; i < results.length; i++) {
      frame.slot(results[i], row.results().get(i));
    }
    for (var step : calculated) {
      step.run(frame);
    }
    frame.slot(remaining, row.remaining() ? Datum.Truth.TRUE : Datum.Missing.MISSING);
    if (stage.run(frame) != Outcome.PASSED) {
      return false;
    }
    stage.write(frame, to);
    return true;
  }
}
