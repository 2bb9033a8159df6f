package io.logboom.filters.pattern;

import io.logboom.filters.select.Step;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import io.logboom.testkit.Events;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Another way to ask a pattern: over the event's tree, with the JDK's regular expressions,
 * BigDecimal and Strings; slow, and without any of the filter's own evaluation.
 */
final class Oracle {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?");

  private Oracle() {}

  static boolean matches(FilterPattern pattern, String event) {
    return switch (pattern.syntax()) {
      case Syntax.Terms terms -> terms(terms, event);
      case Syntax.Spaced spaced -> spaced(spaced.places(), words(event));
      case Syntax.Json json -> json(json.expression(), event);
    };
  }

  private static boolean terms(Syntax.Terms terms, String event) {
    return terms.required().stream().allMatch(term -> has(event, term))
        && terms.excluded().stream().noneMatch(term -> has(event, term))
        && (terms.optional().isEmpty()
            || terms.optional().stream().anyMatch(term -> has(event, term)));
  }

  private static boolean has(String event, Syntax.Term term) {
    return switch (term) {
      case Syntax.Term.Text(var text) -> event.contains(text);
      case Syntax.Term.Matching(var regex) -> regex(regex, event);
    };
  }

  /** The JDK's own engine. */
  static boolean regex(RegexSyntax regex, String text) {
    return Pattern.compile(regex.re2(), Pattern.DOTALL).matcher(text).find();
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    var matcher =
        Pattern.compile(
                "\\[([^]]*)(?:]|$)|\"((?:[^\"\\\\]|\\\\.)*)\\\\?(?:\"|$)|([^ \t\r\n]+)",
                Pattern.DOTALL)
            .matcher(line);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return words;
  }

  /** Tries every way to place the ellipses. */
  private static boolean spaced(List<Syntax.Place> places, List<String> words) {
    if (places.isEmpty()) {
      return words.isEmpty();
    }
    var rest = places.subList(1, places.size());
    return switch (places.getFirst()) {
      case Syntax.Place.Ellipsis _ ->
          spaced(rest, words)
              || (!words.isEmpty() && spaced(places, words.subList(1, words.size())));
      case Syntax.Place.Word(_, var expression) -> {
        if (words.isEmpty()
            || !expression
                .map(some -> holds(some, one -> word(one, words.getFirst())))
                .orElse(true)) {
          yield false;
        }
        yield spaced(rest, words.subList(1, words.size()));
      }
    };
  }

  /** Without an ellipsis a plain last word takes in what follows. */
  static boolean matchesLine(FilterPattern pattern, String event) {
    if (!(pattern.syntax() instanceof Syntax.Spaced(var places))) {
      return matches(pattern, event);
    }
    var words = words(event);
    boolean open = places.stream().noneMatch(Syntax.Place.Ellipsis.class::isInstance);
    if (open
        && words.size() > places.size()
        && places.getLast() instanceof Syntax.Place.Word(_, var last)
        && last.isEmpty()) {
      return spaced(places, words.subList(0, places.size()));
    }
    return spaced(places, words);
  }

  private static boolean word(Condition.Compared compared, String word) {
    return compared(compared, word, NUMBER.matcher(word).matches());
  }

  private static <C> boolean holds(Expression<C> expression, Predicate<C> condition) {
    return switch (expression) {
      case Expression.All<C>(var parts) -> parts.stream().allMatch(part -> holds(part, condition));
      case Expression.Any<C>(var parts) -> parts.stream().anyMatch(part -> holds(part, condition));
      case Expression.One<C>(var one) -> condition.test(one);
    };
  }

  private static boolean json(Expression<Syntax.OfField> expression, String event) {
    Value tree;
    try {
      tree = Events.of(event).tree();
    } catch (MalformedException e) {
      // Then it is not what the pattern asks for.
      return false;
    }
    return tree instanceof Value.Obj && holds(expression, condition -> field(condition, tree));
  }

  private static boolean field(Syntax.OfField condition, Value tree) {
    var values = List.of(tree);
    for (var step : condition.selector()) {
      values = values.stream().flatMap(value -> step(value, step).stream()).toList();
    }
    return switch (condition.condition()) {
      case Condition.NotExists _ -> values.isEmpty();
      case Condition.Is is -> values.contains(Value.Word.valueOf(is.name()));
      case Condition.Compared compared ->
          values.stream()
              .anyMatch(
                  value ->
                      switch (value) {
                        case Value.Str(var text) -> compared(compared, text, false);
                        case Value.Num(var digits) -> compared(compared, digits, true);
                        case Value.Word word when word != Value.Word.NULL ->
                            compared(compared, word.name().toLowerCase(Locale.ROOT), false);
                        case Value.Word _, Value.Obj _, Value.Arr _ -> false;
                      });
    };
  }

  private static List<Value> step(Value value, Step step) {
    return switch (step) {
      case Step.EachField _ ->
          value instanceof Value.Obj(var fields) ? List.copyOf(fields.values()) : List.of();
      case Step.EachItem _ -> value instanceof Value.Arr(var items) ? items : List.of();
      case Step.Name(var name) ->
          value instanceof Value.Obj(var fields) && fields.containsKey(name)
              ? List.of(fields.get(name))
              : List.of();
      case Step.Item(int index) ->
          value instanceof Value.Arr(var items) && index < items.size()
              ? List.of(items.get(index))
              : List.of();
      case Step.Key _ -> throw new IllegalStateException("no step of this language");
    };
  }

  private static boolean compared(Condition.Compared compared, String text, boolean isNumber) {
    return switch (compared.operator()) {
      case EQUAL -> isEqual(compared.operand(), text, isNumber);
      case NOT_EQUAL -> !isEqual(compared.operand(), text, isNumber);
      case LESS -> isNumber && order(text, compared) < 0;
      case LESS_OR_EQUAL -> isNumber && order(text, compared) <= 0;
      case GREATER -> isNumber && order(text, compared) > 0;
      case GREATER_OR_EQUAL -> isNumber && order(text, compared) >= 0;
    };
  }

  private static int order(String text, Condition.Compared compared) {
    return new BigDecimal(text)
        .compareTo(
            switch (compared.operand()) {
              case Operand.Bare(var number) -> new BigDecimal(number);
              case Operand.Quoted(var number) -> new BigDecimal(number);
              case Operand.Matching _ -> throw new IllegalStateException("no number");
            });
  }

  private static boolean isEqual(Operand operand, String text, boolean isNumber) {
    return switch (operand) {
      case Operand.Quoted(var wanted) -> wildcards(wanted, text);
      case Operand.Bare(var wanted) ->
          wildcards(wanted, text)
              || (isNumber
                  && NUMBER.matcher(wanted).matches()
                  && new BigDecimal(wanted).compareTo(new BigDecimal(text)) == 0);
      case Operand.Matching(var regex) -> regex(regex, text);
    };
  }

  private static boolean wildcards(String wanted, String text) {
    var regex = new StringBuilder();
    for (var piece : wanted.split("\\*", -1)) {
      regex
          .append(regex.isEmpty() ? "" : ".*")
          .append("(?:")
          .append(Pattern.quote(piece))
          .append(")");
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
