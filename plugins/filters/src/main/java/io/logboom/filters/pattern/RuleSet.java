package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Syntax.Term;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Patterns made ready together, in the order of their rules. Immutable after it is made. */
final class RuleSet {
  private final int size;
  private final FieldRules fieldRules;
  private final List<TextTest> terms = new ArrayList<>();

  /** By rule's number; empty where a rule is of another kind. */
  private final List<Optional<TermsRule>> termsRules = new ArrayList<>();

  private final List<Optional<SpacedRule>> spacedRules = new ArrayList<>();
  private final boolean hasTerms;
  private final boolean hasSpaced;

  RuleSet(List<FilterPattern> patterns) {
    size = patterns.size();
    Map<Term, Integer> numbers = new LinkedHashMap<>();
    var fields = new ArrayList<Optional<Syntax.Json>>();
    for (var pattern : patterns) {
      var terms = Optional.<TermsRule>empty();
      var spaced = Optional.<SpacedRule>empty();
      var json = Optional.<Syntax.Json>empty();
      switch (pattern.syntax()) {
        case Syntax.Terms syntax ->
            terms =
                Optional.of(
                    TermsRule.of(
                        syntax, term -> numbers.computeIfAbsent(term, _ -> numbers.size())));
        case Syntax.Spaced syntax -> spaced = Optional.of(new SpacedRule(syntax));
        case Syntax.Json syntax -> json = Optional.of(syntax);
      }
      termsRules.add(terms);
      spacedRules.add(spaced);
      fields.add(json);
    }
    numbers.keySet().forEach(term -> terms.add(TermAnswers.test(term)));
    fieldRules = new FieldRules(fields);
    hasTerms = termsRules.stream().anyMatch(Optional::isPresent);
    hasSpaced = spacedRules.stream().anyMatch(Optional::isPresent);
  }

  /** Whether some rule has conditions on fields. */
  boolean asksFields() {
    return !fieldRules.isEmpty();
  }

  /** Room for work, for one thread. */
  Paper paper() {
    return new Paper();
  }

  /** Room for work; used by one thread, for one event after the other. */
  final class Paper {
    private final RuleBits matched = new RuleBits(size);
    private final RuleBits candidates = new RuleBits(size);
    private final FieldAnswers fieldAnswers = fieldRules.answers();
    private final TermAnswers termAnswers = new TermAnswers(terms);
    private final Words words = new Words();
    private final SpacedRule.Paper spacedPaper = new SpacedRule.Paper();
    private boolean wasObject;

    private Paper() {}

    /** The rules that the event matches; good until the next event. */
    RuleBits match(Event event) {
      matched.clear();
      byte[] array = event.array();
      int start = event.offset();
      int end = start + event.length();
      if (hasTerms) {
        termAnswers.read(array, start, end);
        for (int rule = 0; rule < size; rule++) {
          var terms = termsRules.get(rule);
          if (terms.isPresent() && terms.get().fits(termAnswers)) {
            matched.set(rule);
          }
        }
      }
      if (hasSpaced) {
        words.read(array, start, end);
        for (int rule = 0; rule < size; rule++) {
          var spaced = spacedRules.get(rule);
          if (spaced.isPresent() && spaced.get().fits(words, spacedPaper)) {
            matched.set(rule);
          }
        }
      }
      if (!fieldRules.isEmpty()) {
        wasObject = fields(event, array, start, end);
      }
      return matched;
    }

    /** Whether the last event was a JSON object, as rules with conditions on fields need it. */
    boolean wasObject() {
      return wasObject;
    }

    private boolean fields(Event event, byte[] array, int start, int end) {
      int first = start;
      while (first < end && array[first] >= 0 && array[first] <= ' ') {
        first++;
      }
      if (first == end || array[first] != '{') {
        return false;
      }
      try {
        fieldAnswers.read(event.fields());
      } catch (MalformedException e) {
        // What is no JSON matches no condition on fields; other kinds of rules may match it.
        return false;
      }
      fieldRules.match(fieldAnswers, candidates, matched);
      return true;
    }
  }
}
