package io.logboom.filters.pattern;

import io.logboom.filters.pattern.FieldQuestions.Question;
import io.logboom.filters.select.Branches;
import io.logboom.filters.select.Scalar;
import io.logboom.filters.select.Selection;
import io.logboom.filters.select.Selectors;
import io.logboom.spi.Fields;
import io.logboom.spi.Names;
import java.util.Arrays;
import java.util.List;

/**
 * The answers to all rules' questions about the event at hand, each found out when it is first
 * asked for. Used by one thread, for one event after the other; nothing is allocated.
 */
final class FieldAnswers implements Formula.Answers {
  private final List<Question> questions;
  private final Selection selection;
  private final int[] fieldSelectors;
  private final List<Names> fieldTexts;
  private final Branches.Question[] ofBranches;
  private final Scalar scalar = new Scalar();

  /** The event in which the text of a field, and the answer to a question, were found last. */
  private final int[] textFound;

  private final int[] texts;
  private final int[] answered;
  private final boolean[] answers;
  private int event;

  FieldAnswers(
      List<Question> questions, Selectors selectors, int[] fieldSelectors, List<Names> fieldTexts) {
    this.questions = questions;
    this.selection = selectors.selection();
    this.fieldSelectors = fieldSelectors;
    this.fieldTexts = fieldTexts;
    textFound = new int[fieldSelectors.length];
    texts = new int[fieldSelectors.length];
    answered = new int[questions.size()];
    answers = new boolean[questions.size()];
    ofBranches = new Branches.Question[questions.size()];
    for (int i = 0; i < ofBranches.length; i++) {
      ofBranches[i] =
          questions.get(i) instanceof Question.OfAny(_, _, var check, _)
              ? (array, start, end) -> {
                scalar.read(array, start, end);
                return check.holds(scalar);
              }
              : (_, _, _) -> false;
    }
  }

  /** Turns to an event. */
  void read(Fields fields) {
    if (event == Integer.MAX_VALUE) {
      Arrays.fill(textFound, 0);
      Arrays.fill(answered, 0);
      event = 0;
    }
    event++;
    selection.read(fields);
  }

  /** Which of a field's texts it is; -1 for none of them. */
  int text(int field) {
    if (textFound[field] != event) {
      textFound[field] = event;
      texts[field] = findText(field);
    }
    return texts[field];
  }

  private int findText(int field) {
    int selector = fieldSelectors[field];
    int start = selection.start(selector);
    if (start < 0) {
      return -1;
    }
    scalar.read(selection.array(), start, selection.end(selector));
    return scalar.kind().isComparable()
        ? fieldTexts.get(field).indexOf(scalar.array(), scalar.start(), scalar.end())
        : -1;
  }

  @Override
  public boolean holds(int condition) {
    if (answered[condition] != event) {
      answered[condition] = event;
      answers[condition] = answer(condition);
    }
    return answers[condition];
  }

  private boolean answer(int condition) {
    return switch (questions.get(condition)) {
      case Question.IsText(int field, int text) -> text(field) == text;
      case Question.OfOne(int selector, var check, boolean negated) ->
          holds(selector, check) != negated;
      case Question.OfAny(int selector, var branches, _, boolean negated) ->
          any(selector, branches, ofBranches[condition]) != negated;
    };
  }

  private boolean holds(int selector, Check check) {
    int start = selection.start(selector);
    if (start < 0) {
      return false;
    }
    scalar.read(selection.array(), start, selection.end(selector));
    return check.holds(scalar);
  }

  private boolean any(int selector, Branches branches, Branches.Question question) {
    if (selector == Selectors.ROOT) {
      return branches.any(selection.fields(), question);
    }
    int start = selection.start(selector);
    return start >= 0 && branches.any(selection.array(), start, selection.end(selector), question);
  }
}
