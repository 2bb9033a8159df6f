package io.logboom.filters.select;

import io.logboom.spi.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What steps lead to when some of them lead to more than one place. Immutable; safe for use by many
 * threads. Takes time in proportion to the value it begins in, and allocates nothing.
 */
public final class Branches {
  private final List<Step> steps;
  private final byte[][] names;

  /**
   * @param steps from the value at which {@link #any} begins
   */
  public Branches(List<Step> steps) {
    this.steps = List.copyOf(steps);
    names = new byte[steps.size()][];
    for (int i = 0; i < names.length; i++) {
      names[i] =
          switch (steps.get(i)) {
            case Step.Name(var name) -> name.getBytes(StandardCharsets.UTF_8);
            case Step.Key(var name) -> name.getBytes(StandardCharsets.UTF_8);
            case Step.Item _, Step.EachField _, Step.EachItem _ -> new byte[0];
          };
    }
  }

  /** A question about a raw JSON value. */
  @FunctionalInterface
  public interface Question {

    /** Whether the value from {@code start} to {@code end} is one that is looked for. */
    boolean asks(byte[] array, int start, int end);
  }

  /** Whether any of the values is one, in the whole event. */
  public boolean any(Fields fields, Question question) {
    if (steps.isEmpty()) {
      throw new IllegalStateException("no steps");
    }
    return switch (steps.getFirst()) {
      case Step.EachField _ -> eachField(fields, question);
      case Step.Name _, Step.Key _ -> field(fields, question);
      case Step.Item _, Step.EachItem _ -> false;
    };
  }

  private boolean eachField(Fields fields, Question question) {
    for (int i = 0; i < fields.size(); i++) {
      if (any(fields.array(), fields.valueStart(i), fields.valueEnd(i), 1, question)) {
        return true;
      }
    }
    return false;
  }

  private boolean field(Fields fields, Question question) {
    byte[] array = fields.array();
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (Raw.is(names[0], array, fields.nameStart(i), fields.nameEnd(i))) {
        return any(array, fields.valueStart(i), fields.valueEnd(i), 1, question);
      }
    }
    return false;
  }

  /** Whether any of the values is one, in the raw JSON value from there on. */
  public boolean any(byte[] array, int start, int end, Question question) {
    return any(array, start, end, 0, question);
  }

  private boolean any(byte[] array, int start, int end, int step, Question question) {
    if (step == steps.size()) {
      return question.asks(array, start, end);
    }
    boolean object = array[start] == '{';
    if (!object && array[start] != '[') {
      return false;
    }
    return switch (steps.get(step)) {
      case Step.EachField _ -> object && eachField(array, start, step, question);
      case Step.EachItem _ -> !object && eachItem(array, start, step, question);
      case Step.Name _ -> object && field(array, start, step, question);
      case Step.Item(int index) -> !object && item(array, start, index, step, question);
      case Step.Key(var name) ->
          object
              ? field(array, start, step, question)
              : item(array, start, Raw.item(name), step, question);
    };
  }

  private boolean eachField(byte[] array, int open, int step, Question question) {
    int i = Raw.first(array, open);
    while (array[i] != '}') {
      int value = Raw.value(array, Raw.quote(array, i + 1));
      int end = Raw.skip(array, value);
      if (any(array, value, end, step + 1, question)) {
        return true;
      }
      i = Raw.next(array, end);
    }
    return false;
  }

  private boolean eachItem(byte[] array, int open, int step, Question question) {
    int i = Raw.first(array, open);
    while (array[i] != ']') {
      int end = Raw.skip(array, i);
      if (any(array, i, end, step + 1, question)) {
        return true;
      }
      i = Raw.next(array, end);
    }
    return false;
  }

  /** Of duplicate names the last one counts. */
  private boolean field(byte[] array, int open, int step, Question question) {
    int last = -1;
    int lastEnd = -1;
    int i = Raw.first(array, open);
    while (array[i] != '}') {
      int nameEnd = Raw.quote(array, i + 1);
      int value = Raw.value(array, nameEnd);
      int end = Raw.skip(array, value);
      if (Raw.is(names[step], array, i + 1, nameEnd)) {
        last = value;
        lastEnd = end;
      }
      i = Raw.next(array, end);
    }
    return last >= 0 && any(array, last, lastEnd, step + 1, question);
  }

  private boolean item(byte[] array, int open, int index, int step, Question question) {
    if (index < 0) {
      return false;
    }
    int i = Raw.first(array, open);
    for (int item = 0; array[i] != ']'; item++) {
      int end = Raw.skip(array, i);
      if (item == index) {
        return any(array, i, end, step + 1, question);
      }
      i = Raw.next(array, end);
    }
    return false;
  }
}
