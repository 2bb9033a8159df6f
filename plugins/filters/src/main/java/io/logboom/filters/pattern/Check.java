package io.logboom.filters.pattern;

import io.logboom.filters.select.Numerals;
import io.logboom.filters.select.Scalar;
import io.logboom.filters.select.Scalar.Kind;
import java.nio.charset.StandardCharsets;

/** A condition made ready to be asked of one value that is there. Immutable. */
final class Check {
  private static final byte[] NO_NUMBER = {};

  private final Question question;
  private final TextTest text;
  private final byte[] number;
  private final boolean wordsAreNumbers;

  private enum Question {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IS_NULL,
    IS_TRUE,
    IS_FALSE,
    IS_THERE
  }

  private Check(Question question, TextTest text, byte[] number, boolean wordsAreNumbers) {
    this.question = question;
    this.text = text;
    this.number = number;
    this.wordsAreNumbers = wordsAreNumbers;
  }

  /** A condition on a JSON value; for {@code NOT EXISTS}, whether it is there. */
  static Check ofField(Condition condition) {
    return switch (condition) {
      case Condition.Compared compared -> compared(compared, false);
      case Condition.Is is ->
          plain(
              switch (is) {
                case NULL -> Question.IS_NULL;
                case TRUE -> Question.IS_TRUE;
                case FALSE -> Question.IS_FALSE;
              });
      case Condition.NotExists _ -> plain(Question.IS_THERE);
    };
  }

  /** A condition on a word, which is a number when it looks like one. */
  static Check ofWord(Condition.Compared condition) {
    return compared(condition, true);
  }

  private static Check plain(Question question) {
    return new Check(question, new Literal(""), NO_NUMBER, false);
  }

  private static Check compared(Condition.Compared compared, boolean wordsAreNumbers) {
    var operator = compared.operator();
    var question =
        switch (operator) {
          case EQUAL -> Question.EQUAL;
          case NOT_EQUAL -> Question.NOT_EQUAL;
          case LESS -> Question.LESS;
          case LESS_OR_EQUAL -> Question.LESS_OR_EQUAL;
          case GREATER -> Question.GREATER;
          case GREATER_OR_EQUAL -> Question.GREATER_OR_EQUAL;
        };
    return switch (compared.operand()) {
      case Operand.Bare(var text) ->
          new Check(
              question,
              Wildcards.of(text),
              ComparisonParser.isNumber(text) ? bytes(text) : NO_NUMBER,
              wordsAreNumbers);
      // In quotes it is text, unless only a number makes sense.
      case Operand.Quoted(var text) ->
          new Check(
              question,
              Wildcards.of(text),
              operator.isNumeric() ? bytes(text) : NO_NUMBER,
              wordsAreNumbers);
      case Operand.Matching(var regex) ->
          new Check(question, new Regex(regex), NO_NUMBER, wordsAreNumbers);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the value is as demanded. Null, objects and arrays compare with nothing. */
  boolean holds(Scalar value) {
    var kind = value.kind();
    return switch (question) {
      case IS_THERE -> true;
      case IS_NULL -> kind == Kind.NULL;
      case IS_TRUE -> kind == Kind.TRUE;
      case IS_FALSE -> kind == Kind.FALSE;
      case EQUAL -> kind.isComparable() && isEqual(value);
      case NOT_EQUAL -> kind.isComparable() && !isEqual(value);
      case LESS -> isNumber(value) && order(value) < 0;
      case LESS_OR_EQUAL -> isNumber(value) && order(value) <= 0;
      case GREATER -> isNumber(value) && order(value) > 0;
      case GREATER_OR_EQUAL -> isNumber(value) && order(value) >= 0;
    };
  }

  private boolean isEqual(Scalar value) {
    return text.fits(value.array(), value.start(), value.end())
        || (number.length > 0 && isNumber(value) && order(value) == 0);
  }

  private boolean isNumber(Scalar value) {
    return value.kind() == Kind.NUMBER
        || (wordsAreNumbers && Numerals.isNumber(value.array(), value.start(), value.end()));
  }

  private int order(Scalar value) {
    return Numerals.compare(value.array(), value.start(), value.end(), number, 0, number.length);
  }
}
