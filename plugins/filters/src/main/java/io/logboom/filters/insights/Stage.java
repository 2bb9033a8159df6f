package io.logboom.filters.insights;

import io.logboom.filters.Mark;
import io.logboom.filters.insights.Step.Outcome;
import io.logboom.filters.select.Selectors;
import io.logboom.spi.Bytes;
import io.logboom.spi.Counter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A part of a query that sees one event, or one row, at a time: from its beginning to {@code stats}
 * or its end, or from one {@code stats} to the next. Compiled; safe for use by many threads, each
 * with its own frame.
 *
 * <p>For what {@code stats} makes: a {@link Scope#ofRow} with a slot for each column, a frame with
 * as many slots, and a stage made by {@link #ofRows} from the commands after it.
 */
final class Stage {
  private final Step[] steps;
  private final Scope scope;
  private final Map<String, Eval> columns;
  private final byte[][] names;
  private final Eval[] values;

  private Stage(List<Step> steps, Scope scope, Map<String, Eval> columns) {
    this.steps = steps.toArray(Step[]::new);
    this.scope = scope;
    this.columns = columns;
    this.names = columns.keySet().stream().map(Stage::quoted).toArray(byte[][]::new);
    this.values = columns.values().toArray(Eval[]::new);
  }

  private static byte[] quoted(String name) {
    return new Bytes(byte[]::new).begin().putJson(name).put(':').toByteArray();
  }

  /** The beginning of a query: all of it, when it has no {@code stats}. */
  static Stage ofEvents(
      List<Command> commands,
      Selectors.Builder selectors,
      int mostKeys,
      Counter forgotten,
      Mark mark,
      Absorption absorption) {
    var scope = Scope.ofEvent(selectors);
    var making = new Making(scope, new LinkedHashMap<>(), mostKeys, forgotten);
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i) instanceof Command.Stats stats) {
        commands.subList(0, i).forEach(making::add);
        var after = commands.subList(i + 1, commands.size());
        making.steps.add(new Step.Count(absorption.of(mark, stats, after, scope)));
        return making.of(List.of());
      }
    }
    return making.of(commands);
  }

  /**
   * The commands after {@code stats}.
   *
   * @param scope has the columns' names
   * @param columns the columns that are there, in order
   */
  static Stage ofRows(
      List<Command> commands,
      Scope scope,
      Map<String, Eval> columns,
      int mostKeys,
      Counter forgotten) {
    return new Making(scope, new LinkedHashMap<>(columns), mostKeys, forgotten).of(commands);
  }

  /** Runs all of it on what is in the frame. */
  Outcome run(Frame frame) {
    for (var step : steps) {
      var outcome = step.run(frame);
      if (outcome != Outcome.PASSED) {
        return outcome;
      }
    }
    return Outcome.PASSED;
  }

  /** What names mean at its end. */
  Scope scope() {
    return scope;
  }

  /** The columns of its rows, in order. */
  List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** Writes what is in the frame as a row: a JSON object, without what is missing. */
  void write(Frame frame, Bytes to) {
    to.put('{');
    boolean first = true;
    for (int i = 0; i < names.length; i++) {
      int before = to.position() - to.start();
      if (!first) {
        to.put(',');
      }
      to.put(names[i]);
      if (values[i].write(frame, to)) {
        first = false;
      } else {
        to.position(to.start() + before);
      }
    }
    to.put('}');
  }

  /** Compiles command after command. */
  private static final class Making {
    private final List<Step> steps = new ArrayList<>();
    private final Scope scope;
    private final Compiler compiler;
    private final SequencedMap<String, Eval> columns;
    private final int mostKeys;
    private final Counter forgotten;
    private boolean chosen;
    private boolean displayed;

    Making(Scope scope, SequencedMap<String, Eval> columns, int mostKeys, Counter forgotten) {
      this.scope = scope;
      this.compiler = new Compiler(scope);
      this.columns = columns;
      this.mostKeys = mostKeys;
      this.forgotten = forgotten;
      this.chosen = !columns.isEmpty();
    }

    Stage of(List<Command> commands) {
      commands.forEach(this::add);
      if (chosen || displayed) {
        return new Stage(steps, scope, columns);
      }
      // As in Insights: nobody has chosen, so it is these two, and what was parsed.
      var all = new LinkedHashMap<String, Eval>();
      for (var field : List.of(SystemField.TIMESTAMP, SystemField.MESSAGE)) {
        all.put(field.word(), scope.resolve(Expr.Field.of(field, 0)));
      }
      all.putAll(columns);
      return new Stage(steps, scope, all);
    }

    private void add(Command command) {
      switch (command) {
        case Command.Fields(var more, _) -> {
          chosen = true;
          more.forEach(this::column);
        }
        case Command.Display(var only, _) -> {
          displayed = false;
          columns.clear();
          only.forEach(this::column);
          displayed = true;
        }
        case Command.Filter(var condition, _) ->
            steps.add(new Step.Filter(compiler.compile(condition)));
        case Command.Parse parse -> parse(parse);
        case Command.Dedup(var fields, _) ->
            steps.add(
                new Step.Dedup(
                    fields.stream().map(scope::resolve).toList(), new Seen(mostKeys, forgotten)));
        case Command.Limit(long rows, _) -> steps.add(new Step.Limit(new AtomicLong(rows)));
        case Command.Stats stats ->
            throw new IllegalStateException("stats is no part of a stage: " + stats);
      }
    }

    private void column(Column column) {
      var eval = compiler.compile(column.expr());
      if (!(column.expr() instanceof Expr.Field field)) {
        // Calculated once, however often the name is used.
        steps.add(new Step.Name(eval, scope.slot(column.name())));
        eval = scope.resolve(named(column));
      } else if (!field.name().equals(column.name())) {
        scope.name(column.name(), eval);
      }
      show(column.name(), eval);
    }

    private static Expr.Field named(Column column) {
      return new Expr.Field(column.name(), List.of(List.of(column.name())), column.at());
    }

    private void show(String name, Eval eval) {
      if (!displayed) {
        columns.put(name, eval);
      }
    }

    private void parse(Command.Parse parse) {
      var from = scope.resolve(parse.from());
      var names = parse.finder().names();
      var slots = names.stream().map(scope::slot).toList();
      steps.add(new Step.Parse(from, parse.finder(), slots));
      for (var name : names) {
        show(name, scope.resolve(new Expr.Field(name, List.of(List.of(name)), parse.at())));
      }
    }
  }
}
