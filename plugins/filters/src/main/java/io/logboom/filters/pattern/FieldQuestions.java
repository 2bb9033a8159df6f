package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Condition.Compared;
import io.logboom.filters.pattern.Syntax.OfField;
import io.logboom.filters.select.Branches;
import io.logboom.filters.select.Selectors;
import io.logboom.filters.select.Step;
import io.logboom.spi.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conditions on fields that all rules have, each once, with a number; and for every field the
 * texts that rules want it to be, so that one look into a table answers all these. Filled while
 * rules are made ready, by one thread.
 */
final class FieldQuestions {

  /** A question about one field, or about what a selector with wildcards leads to. */
  sealed interface Question {

    /**
     * Whether the field is just this text.
     *
     * @param field the field's number among those that have texts
     * @param text the text's number among the field's
     */
    record IsText(int field, int text) implements Question {}

    /**
     * Whether the field is there, and as demanded.
     *
     * @param selector the field's number among the selectors
     * @param check the demand
     * @param negated whether the answer is turned around
     */
    record OfOne(int selector, Check check, boolean negated) implements Question {}

    /**
     * Whether any of many values is as demanded.
     *
     * @param selector where the wildcards begin: the number among the selectors
     * @param branches the way on from there
     * @param check the demand
     * @param negated whether the answer is turned around
     */
    record OfAny(int selector, Branches branches, Check check, boolean negated)
        implements Question {}
  }

  private final Selectors.Builder builder = Selectors.builder();
  private final Map<OfField, Integer> numbers = new LinkedHashMap<>();
  private final List<Question> questions = new ArrayList<>();

  /** The fields that have texts, by selector, and their texts. */
  private final Map<Integer, Integer> fields = new LinkedHashMap<>();

  private final List<Map<String, Integer>> texts = new ArrayList<>();

  /** The condition's number; the same for the same condition. */
  int number(OfField condition) {
    var known = numbers.get(condition);
    if (known != null) {
      return known;
    }
    int number = questions.size();
    numbers.put(condition, number);
    questions.add(question(condition));
    return number;
  }

  private Question question(OfField condition) {
    var steps = condition.selector();
    var check = Check.ofField(condition.condition());
    boolean negated = condition.condition() instanceof Condition.NotExists;
    int plain = 0;
    while (plain < steps.size() && !isWild(steps.get(plain))) {
      plain++;
    }
    int selector = builder.add(steps.subList(0, plain));
    if (plain < steps.size()) {
      var branches = new Branches(steps.subList(plain, steps.size()));
      return new Question.OfAny(selector, branches, check, negated);
    }
    var text = exactText(condition);
    if (text.isPresent()) {
      int field = fields.computeIfAbsent(selector, _ -> fields.size());
      if (field == texts.size()) {
        texts.add(new LinkedHashMap<>());
      }
      var known = texts.get(field);
      return new Question.IsText(field, known.computeIfAbsent(text.get(), _ -> known.size()));
    }
    return new Question.OfOne(selector, check, negated);
  }

  private static boolean isWild(Step step) {
    return step instanceof Step.EachField || step instanceof Step.EachItem;
  }

  /** The text that a field must be, when that is all the condition demands. */
  private static Optional<String> exactText(OfField condition) {
    if (!(condition.condition() instanceof Compared(var operator, var operand))
        || operator != Operator.EQUAL) {
      return Optional.empty();
    }
    return switch (operand) {
      case Operand.Quoted(var text) when text.indexOf('*') < 0 -> Optional.of(text);
      case Operand.Bare(var text) when text.indexOf('*') < 0 && !ComparisonParser.isNumber(text) ->
          Optional.of(text);
      case Operand.Quoted _, Operand.Bare _, Operand.Matching _ -> Optional.empty();
    };
  }

  /** The conditions, by number. */
  List<Question> questions() {
    return questions;
  }

  /** What to read of an event. */
  Selectors selectors() {
    return builder.build();
  }

  /** Of each field with texts, its number among the selectors. */
  int[] fieldSelectors() {
    return fields.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Of each field with texts, these. */
  List<Names> fieldTexts() {
    return texts.stream().map(known -> Names.of(List.copyOf(known.keySet()))).toList();
  }
}
