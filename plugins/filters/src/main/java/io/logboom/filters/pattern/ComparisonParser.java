package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Condition.Compared;
import io.logboom.filters.select.Numerals;
import java.nio.charset.StandardCharsets;

/** Reads an operator and what it compares with. */
final class ComparisonParser {

  /** Where text without quotes ends, besides at blanks. */
  private static final String ENDS = "(){}[],&|\"=!<>%";

  private static final String TYPOGRAPHIC = "\u201C\u201D\u201E\u201F\u00AB\u00BB\u2018\u2019";

  private final Cursor cursor;

  ComparisonParser(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Whether an operator stands here. */
  boolean isOperator() {
    for (var operator : Operator.values()) {
      if (cursor.startsWith(operator.sign())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a comparison.
   *
   * @param expected what the error says that could stand here
   */
  Compared parse(String expected) {
    int start = cursor.at();
    var operator = operator(expected);
    cursor.blanks();
    if (operator == Operator.EQUAL && cursor.peek() == '=') {
      throw cursor.fault(start, "write = for \"is equal to\"");
    }
    int place = cursor.at();
    var operand = operand();
    if (operator.isNumeric() && !isNumber(operand)) {
      throw cursor.fault(place, "expected a number after " + operator.sign());
    }
    return new Compared(operator, operand);
  }

  private Operator operator(String expected) {
    for (var operator : Operator.values()) {
      if (cursor.take(operator.sign())) {
        return operator;
      }
    }
    throw cursor.fault(expected + ", not " + cursor.found());
  }

  /** Numbers may stand in quotes too: many people put everything there. */
  static boolean isNumber(Operand operand) {
    return switch (operand) {
      case Operand.Bare(var text) -> isNumber(text);
      case Operand.Quoted(var text) -> isNumber(text);
      case Operand.Matching _ -> false;
    };
  }

  static boolean isNumber(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Numerals.isNumber(bytes, 0, bytes.length);
  }

  private Operand operand() {
    char c = cursor.peek();
    if (c == '"') {
      return new Operand.Quoted(quoted(cursor));
    }
    if (c == '%') {
      return new Operand.Matching(new RegexParser(cursor).parse());
    }
    if (c == '\'' || TYPOGRAPHIC.indexOf(c) >= 0) {
      throw cursor.fault("text goes in plain double quotes: \"...\"");
    }
    int start = cursor.at();
    while (!cursor.isEnd() && !cursor.isBlank() && ENDS.indexOf(cursor.peek()) < 0) {
      cursor.next();
    }
    if (cursor.at() == start) {
      throw cursor.fault(
          "expected a value: text, a number or a %regular expression%, not " + cursor.found());
    }
    return new Operand.Bare(cursor.since(start));
  }

  /**
   * Reads text in double quotes, in which a backslash takes a quote or a backslash for what it is.
   */
  static String quoted(Cursor cursor) {
    int open = cursor.at();
    var text = new StringBuilder();
    cursor.next();
    while (!cursor.isEnd()) {
      char c = cursor.next();
      if (c == '"') {
        return text.toString();
      }
      if (c == '\\' && (cursor.peek() == '"' || cursor.peek() == '\\')) {
        c = cursor.next();
      }
      text.append(c);
    }
    throw cursor.fault(open, "this quote is not closed");
  }
}
