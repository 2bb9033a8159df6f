package io.logboom.filters.pattern;

import io.logboom.filters.pattern.FieldQuestions.Question;
import io.logboom.filters.select.Selectors;
import io.logboom.spi.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules with conditions on fields, and which of them can match at all when a field is a certain
 * text: {@code eventName} decides for most rules that they need not be asked. Made once; immutable.
 *
 * <p>Sets of rules are bits, by the rules' numbers.
 */
final class FieldRules {
  private final int ruleCount;
  private final List<Question> questions;
  private final Selectors selectors;
  private final int[] fieldSelectors;
  private final List<Names> fieldTexts;

  /** By rule's number; those of other kinds are never asked. */
  private final Formula[] formulas;

  /** Rules that must always be asked, and by field and text those that must be asked then. */
  private final RuleBits always;

  private final RuleBits[][] byText;
  private final boolean isEmpty;

  /**
   * @param rules by number; empty where a rule is of another kind
   */
  FieldRules(List<Optional<Syntax.Json>> rules) {
    var collected = new FieldQuestions();
    ruleCount = rules.size();
    formulas = new Formula[ruleCount];
    for (int rule = 0; rule < ruleCount; rule++) {
      formulas[rule] =
          rules
              .get(rule)
              .map(json -> Formula.of(json.expression(), collected::number))
              .orElseGet(() -> new Formula.Any(List.of()));
    }
    isEmpty = rules.stream().allMatch(Optional::isEmpty);
    questions = List.copyOf(collected.questions());
    selectors = collected.selectors();
    fieldSelectors = collected.fieldSelectors();
    fieldTexts = collected.fieldTexts();
    always = new RuleBits(ruleCount);
    byText = new RuleBits[fieldTexts.size()][];
    for (int field = 0; field < byText.length; field++) {
      byText[field] = new RuleBits[fieldTexts.get(field).size()];
      for (int text = 0; text < byText[field].length; text++) {
        byText[field][text] = new RuleBits(ruleCount);
      }
    }
    for (int rule = 0; rule < ruleCount; rule++) {
      if (rules.get(rule).isPresent()) {
        place(rule);
      }
    }
  }

  /** Puts a rule where it is found by the field that tells most: the one with the most texts. */
  private void place(int rule) {
    var needs = needs(formulas[rule]);
    int best = -1;
    for (int field : needs.keySet()) {
      if (best < 0 || byText[field].length > byText[best].length) {
        best = field;
      }
    }
    if (best < 0) {
      always.set(rule);
      return;
    }
    for (int text : needs.getOrDefault(best, Set.of())) {
      byText[best][text].set(rule);
    }
  }

  /** By field, texts of which it must be one for the formula to hold. */
  private Map<Integer, Set<Integer>> needs(Formula formula) {
    return switch (formula) {
      case Formula.One(int number) ->
          questions.get(number) instanceof Question.IsText(int field, int text)
              ? Map.of(field, Set.of(text))
              : Map.of();
      case Formula.All(var parts) -> {
        var all = new HashMap<Integer, Set<Integer>>();
        parts.forEach(
            part ->
                needs(part)
                    .forEach(
                        (field, texts) ->
                            all.merge(field, texts, (a, b) -> a.size() <= b.size() ? a : b)));
        yield all;
      }
      case Formula.Any(var parts) -> {
        var any = new HashMap<Integer, Set<Integer>>();
        var each = new ArrayList<Map<Integer, Set<Integer>>>();
        parts.forEach(part -> each.add(needs(part)));
        for (int field : each.isEmpty() ? Set.<Integer>of() : each.getFirst().keySet()) {
          if (each.stream().allMatch(need -> need.containsKey(field))) {
            var texts = new HashSet<Integer>();
            each.forEach(need -> texts.addAll(need.getOrDefault(field, Set.of())));
            any.put(field, texts);
          }
        }
        yield any;
      }
    };
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** The questions' answers, for one thread. */
  FieldAnswers answers() {
    return new FieldAnswers(questions, selectors, fieldSelectors, fieldTexts);
  }

  /**
   * Adds the rules that match.
   *
   * @param answers of an event
   * @param candidates room for work
   */
  void match(FieldAnswers answers, RuleBits candidates, RuleBits matched) {
    candidates.copy(always);
    for (int field = 0; field < byText.length; field++) {
      int text = answers.text(field);
      if (text >= 0) {
        candidates.add(byText[field][text]);
      }
    }
    for (int rule = candidates.next(0); rule >= 0; rule = candidates.next(rule + 1)) {
      if (formulas[rule].holds(answers)) {
        matched.set(rule);
      }
    }
  }

  /** How many rules must be asked whatever the event. */
  int askedAlways() {
    return always.count();
  }
}
