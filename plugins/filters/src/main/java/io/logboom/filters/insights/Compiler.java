package io.logboom.filters.insights;

import io.logboom.filters.EventTime;
import io.logboom.filters.insights.Expr.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes expressions runnable, in a scope. A condition of a field and a literal is decided on the
 * event's bytes; everything else goes by way of values.
 */
final class Compiler {
  private final Scope scope;
  private final Function<Expr.Aggregation, Eval> aggregations;

  /** A compiler of expressions without aggregations. */
  Compiler(Scope scope) {
    this(
        scope,
        aggregation -> {
          throw new IllegalStateException("an aggregation outside of stats: " + aggregation);
        });
  }

  /**
   * A compiler of the columns of {@code stats}.
   *
   * @param scope of the row: {@link Scope#ofRow}
   * @param aggregations where the result of an aggregation is
   */
  Compiler(Scope scope, Function<Expr.Aggregation, Eval> aggregations) {
    this.scope = scope;
    this.aggregations = aggregations;
  }

  Eval compile(Expr expr) {
    return switch (expr) {
      case Expr.Field field -> scope.resolve(field);
      case Expr.Literal literal -> constant(literal(literal));
      case Expr.Span span ->
          throw new IllegalStateException("a period is no value: " + span.period());
      case Expr.Call call -> call(call);
      case Expr.Aggregation aggregation -> aggregations.apply(aggregation);
      case Expr.Arithmetic(var operator, var left, var right, _) -> {
        var a = compile(left);
        var b = compile(right);
        yield frame -> Maths.calculate(operator, a.of(frame), b.of(frame));
      }
      case Expr.Negative(var of, _) -> {
        var number = compile(of);
        yield frame -> Datum.of(-number.of(frame).number());
      }
      case Expr.Comparison comparison -> comparison(comparison);
      case Expr.Contains(var left, var text, _) -> contains(left, text);
      case Expr.Matches(var left, var regex, _) -> {
        var of = compile(left);
        yield (Eval.Condition)
            frame -> {
              var datum = of.of(frame);
              return datum.isText() && regex.isFoundIn(datum.text());
            };
      }
      case Expr.In(var left, var items, _) ->
          any(items.stream().map(item -> equal(left, item)).toList());
      case Expr.And(var all, _) -> all(all.stream().map(this::compile).toList());
      case Expr.Or(var any, _) -> any(any.stream().map(this::compile).toList());
      case Expr.Not(var of, _) -> {
        var condition = compile(of);
        yield (Eval.Condition) frame -> !condition.test(frame);
      }
    };
  }

  List<Eval> compile(List<Expr> exprs) {
    return exprs.stream().map(this::compile).toList();
  }

  private static Eval constant(Datum datum) {
    return _ -> datum;
  }

  private static Datum literal(Expr.Literal literal) {
    return switch (literal) {
      case Expr.Text(var text, _) -> new Datum.Text(text);
      case Expr.Digits(var digits, _) -> Numbers.datum(digits);
      case Expr.Truth(boolean value, _) -> Datum.of(value);
    };
  }

  /** The value of a literal, or of a number with its sign; empty for anything else. */
  private static Optional<Datum> known(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      return Optional.of(literal(literal));
    }
    return expr instanceof Expr.Negative(Expr of, _) && of instanceof Expr.Digits(var digits, _)
        ? Optional.of(Numbers.datum("-" + digits))
        : Optional.empty();
  }

  private Eval comparison(Expr.Comparison comparison) {
    var comparator = comparison.comparator();
    var left = comparison.left();
    var right = comparison.right();
    if (known(left).isPresent() && known(right).isEmpty()) {
      left = right;
      right = comparison.left();
      comparator = mirrored(comparator);
    }
    var a = compile(left);
    var literal = known(right);
    // JSON's true is 1, but a literal true is compared as a value: texts may say true, too.
    if (a instanceof EventField field && literal.isPresent() && !(right instanceof Expr.Truth)) {
      return FieldConditions.compare(comparator, field, literal.get());
    }
    var b = literal.isPresent() ? constant(literal.get()) : compile(right);
    var how = comparator;
    return (Eval.Condition) frame -> Comparisons.holds(how, a.of(frame), b.of(frame));
  }

  private static Comparator mirrored(Comparator comparator) {
    return switch (comparator) {
      case EQUAL, NOT_EQUAL -> comparator;
      case LESS -> Comparator.GREATER;
      case LESS_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
      case GREATER -> Comparator.LESS;
      case GREATER_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
    };
  }

  private Eval equal(Expr left, Expr literal) {
    return comparison(new Expr.Comparison(Comparator.EQUAL, left, literal, literal.at()));
  }

  private Eval contains(Expr left, String text) {
    if (left instanceof Expr.Field field
        && field.is(SystemField.MESSAGE)
        && scope.isSystem(field)) {
      return FieldConditions.messageContains(text);
    }
    var of = compile(left);
    if (of instanceof EventField field) {
      return FieldConditions.contains(field, text);
    }
    return (Eval.Condition)
        frame -> {
          var datum = of.of(frame);
          return datum.isText() && datum.text().contains(text);
        };
  }

  private static Eval any(List<Eval> conditions) {
    var any = conditions.toArray(Eval[]::new);
    return (Eval.Condition)
        frame -> {
          for (var condition : any) {
            if (condition.test(frame)) {
              return true;
            }
          }
          return false;
        };
  }

  private static Eval all(List<Eval> conditions) {
    var all = conditions.toArray(Eval[]::new);
    return (Eval.Condition)
        frame -> {
          for (var condition : all) {
            if (!condition.test(frame)) {
              return false;
            }
          }
          return true;
        };
  }

  private Eval call(Expr.Call call) {
    var function = call.function();
    var given = call.arguments();
    if (function.period() >= 0) {
      return period(call);
    }
    var arguments = compile(given).toArray(Eval[]::new);
    if (function == io.logboom.filters.insights.Function.ISPRESENT
        && arguments[0] instanceof EventField field) {
      return FieldConditions.isPresent(field);
    }
    return frame -> {
      var data = new Datum[arguments.length];
      for (int i = 0; i < data.length; i++) {
        data[i] = arguments[i].of(frame);
      }
      return function.apply(frame, data);
    };
  }

  private Eval period(Expr.Call call) {
    var function = call.function();
    var period = ((Expr.Span) call.arguments().get(function.period())).period();
    Eval time =
        function.period() == 0
            ? scope.resolve(Expr.Field.of(SystemField.TIMESTAMP, call.at()))
            : compile(call.arguments().getFirst());
    boolean up = function == io.logboom.filters.insights.Function.DATECEIL;
    return frame -> {
      long epochMilli = Times.of(time.of(frame));
      if (epochMilli == EventTime.NONE) {
        return Datum.Missing.MISSING;
      }
      return new Datum.Time(up ? period.ceil(epochMilli) : period.floor(epochMilli));
    };
  }
}
