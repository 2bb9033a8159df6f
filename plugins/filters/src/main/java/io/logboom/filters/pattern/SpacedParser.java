package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Condition.Compared;
import io.logboom.filters.pattern.Syntax.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a pattern of words with blanks between them: {@code [ip, ..., status = 4* || status = 500,
 * bytes > 1000]}.
 */
final class SpacedParser {
  private static final String NAME_ENDS = "[](){},=!<>&|\"%*";

  private final Cursor cursor;
  private final ComparisonParser comparisons;
  private String name = "";

  SpacedParser(Cursor cursor) {
    this.cursor = cursor;
    this.comparisons = new ComparisonParser(cursor);
  }

  Syntax.Spaced parse() {
    int open = cursor.at();
    cursor.next();
    var places = new ArrayList<Place>();
    do {
      cursor.blanks();
      places.add(place());
      cursor.blanks();
    } while (cursor.take(","));
    if (cursor.isEnd()) {
      throw cursor.fault(open, "this bracket is not closed");
    }
    if (!cursor.take("]")) {
      throw cursor.fault("expected a comma, an operator, &&, || or ], not " + cursor.found());
    }
    cursor.blanks();
    if (!cursor.isEnd()) {
      throw cursor.fault("nothing may follow the closing bracket");
    }
    return new Syntax.Spaced(List.copyOf(places));
  }

  private Place place() {
    if (cursor.take("...") || cursor.take("\u2026")) {
      return new Place.Ellipsis();
    }
    name = "";
    if (cursor.peek() != '(') {
      int start = cursor.at();
      var first = name();
      cursor.blanks();
      if (!comparisons.isOperator()) {
        return new Place.Word(first, Optional.empty());
      }
      cursor.goTo(start);
    }
    Expression<Compared> expression = new ExpressionParser<>(cursor, this::condition).parse();
    return new Place.Word(name, Optional.of(expression));
  }

  /** All conditions of a place are about one word, so they have one name. */
  private Compared condition() {
    int start = cursor.at();
    var own = name();
    if (!name.isEmpty() && !name.equalsIgnoreCase(own)) {
      throw cursor.fault(start, "the conditions between two commas are about one word: " + name);
    }
    name = own;
    cursor.blanks();
    return comparisons.parse("expected =, !=, <, <=, > or >=");
  }

  private String name() {
    int start = cursor.at();
    while (!cursor.isEnd() && !cursor.isBlank() && NAME_ENDS.indexOf(cursor.peek()) < 0) {
      cursor.next();
    }
    if (cursor.at() == start) {
      throw cursor.fault("expected a name or ..., not " + cursor.found());
    }
    return cursor.since(start);
  }
}
