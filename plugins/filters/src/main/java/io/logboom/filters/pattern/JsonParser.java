package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Syntax.OfField;
import io.logboom.filters.select.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern of conditions on fields: <code>{ $.a.b[0] = "x" && $.c NOT EXISTS }</code>. */
final class JsonParser {

  /** Where a name in a selector ends, besides at blanks. */
  private static final String NAME_ENDS = ".[](){}=!<>&|,\"'%$*";

  /** No event is nested deeper. */
  private static final int MOST_STEPS = 1_000;

  private final Cursor cursor;
  private final ComparisonParser comparisons;

  JsonParser(Cursor cursor) {
    this.cursor = cursor;
    this.comparisons = new ComparisonParser(cursor);
  }

  Syntax.Json parse() {
    int open = cursor.at();
    cursor.next();
    var expression = new ExpressionParser<>(cursor, this::condition).parse();
    if (cursor.isEnd()) {
      throw cursor.fault(open, "this brace is not closed");
    }
    if (!cursor.take("}")) {
      throw cursor.fault("expected &&, || or }, not " + cursor.found());
    }
    cursor.blanks();
    if (!cursor.isEnd()) {
      throw cursor.fault("nothing may follow the closing brace");
    }
    return new Syntax.Json(expression);
  }

  private OfField condition() {
    var selector = selector();
    cursor.blanks();
    int place = cursor.at();
    if (cursor.takeWord("NOT")) {
      cursor.blanks();
      if (!cursor.takeWord("EXISTS")) {
        throw cursor.fault("expected EXISTS after NOT");
      }
      return new OfField(selector, new Condition.NotExists());
    }
    if (cursor.takeWord("EXISTS")) {
      throw cursor.fault(place, "there is no EXISTS: write = \"*\" for a field that has a value");
    }
    if (cursor.takeWord("IS")) {
      return new OfField(selector, is());
    }
    return new OfField(
        selector, comparisons.parse("expected =, !=, <, <=, >, >=, IS or NOT EXISTS"));
  }

  private Condition is() {
    cursor.blanks();
    int place = cursor.at();
    for (var is : Condition.Is.values()) {
      if (cursor.takeWord(is.name())) {
        return is;
      }
    }
    if (cursor.takeWord("NOT")) {
      throw cursor.fault(place, "there is no IS NOT: only IS NULL, IS TRUE and IS FALSE");
    }
    throw cursor.fault("expected NULL, TRUE or FALSE after IS");
  }

  private List<Step> selector() {
    if (!cursor.take("$")) {
      throw cursor.fault("expected a field such as $.eventName, not " + cursor.found());
    }
    var steps = new ArrayList<Step>();
    while (true) {
      if (cursor.peek() == '.') {
        cursor.next();
        steps.add(cursor.peek() == '[' ? bracket() : named());
      } else if (cursor.peek() == '[') {
        steps.add(bracket());
      } else if (steps.isEmpty()) {
        throw cursor.fault("expected a field's name after $: $.eventName");
      } else {
        return List.copyOf(steps);
      }
      if (steps.size() > MOST_STEPS) {
        throw cursor.fault("no event is nested deeper than " + MOST_STEPS);
      }
      if (steps.size() == 1
          && (steps.getFirst() instanceof Step.Item || steps.getFirst() instanceof Step.EachItem)) {
        throw cursor.fault("an event is an object, not an array: a field's name comes first");
      }
    }
  }

  private Step named() {
    if (cursor.take("*")) {
      return new Step.EachField();
    }
    int start = cursor.at();
    while (!cursor.isEnd() && !cursor.isBlank() && NAME_ENDS.indexOf(cursor.peek()) < 0) {
      cursor.next();
    }
    if (cursor.at() == start) {
      throw cursor.fault("expected a field's name, not " + cursor.found());
    }
    if (cursor.peek() == '*') {
      throw cursor.fault("a name has no *: write .* for any field");
    }
    return new Step.Name(cursor.since(start));
  }

  /** {@code [0]}, {@code [*]} or {@code ['a name']}. */
  private Step bracket() {
    int open = cursor.at();
    cursor.next();
    cursor.blanks();
    Step step;
    char c = cursor.peek();
    if (cursor.take("*")) {
      step = new Step.EachItem();
    } else if (c == '\'' || c == '"') {
      step = new Step.Name(quotedName(c));
    } else {
      step = new Step.Item(index());
    }
    cursor.blanks();
    if (cursor.isEnd()) {
      throw cursor.fault(open, "this bracket is not closed");
    }
    if (!cursor.take("]")) {
      throw cursor.fault("expected ], not " + cursor.found());
    }
    return step;
  }

  private int index() {
    int start = cursor.at();
    while (cursor.peek() >= '0' && cursor.peek() <= '9') {
      cursor.next();
    }
    int length = cursor.at() - start;
    if (length == 0) {
      throw cursor.fault("expected an item's number, * or a name in quotes");
    }
    if (length > 9) {
      throw cursor.fault(start, "no array has so many items");
    }
    return Integer.parseInt(cursor.since(start));
  }

  private String quotedName(char quote) {
    int open = cursor.at();
    var name = new StringBuilder();
    cursor.next();
    while (!cursor.isEnd()) {
      char c = cursor.next();
      if (c == quote) {
        return name.toString();
      }
      if (c == '\\' && (cursor.peek() == quote || cursor.peek() == '\\')) {
        c = cursor.next();
      }
      name.append(c);
    }
    throw cursor.fault(open, "this quote is not closed");
  }
}
