package io.logboom.filters.pattern;

import io.logboom.filters.pattern.Syntax.Term;
import java.util.ArrayList;
import java.util.List;

/** Reads a pattern of terms: {@code ERROR "exact phrase" ?optional -excluded %regex%}. */
final class TermsParser {
  private final Cursor cursor;
  private final List<Term> required = new ArrayList<>();
  private final List<Term> optional = new ArrayList<>();
  private final List<Term> excluded = new ArrayList<>();

  TermsParser(Cursor cursor) {
    this.cursor = cursor;
  }

  Syntax.Terms parse() {
    for (cursor.blanks(); !cursor.isEnd(); cursor.blanks()) {
      char sign = cursor.peek();
      if (sign == '?') {
        cursor.next();
        term(optional, "?");
      } else if (sign == '-') {
        cursor.next();
        term(excluded, "-");
      } else {
        term(required, "");
      }
    }
    // Together with others, optional terms have no effect: AWS documents it so.
    boolean alone = required.isEmpty() && excluded.isEmpty();
    return new Syntax.Terms(
        List.copyOf(required), alone ? List.copyOf(optional) : List.of(), List.copyOf(excluded));
  }

  private void term(List<Term> terms, String sign) {
    int start = cursor.at();
    if (cursor.isEnd() || cursor.isBlank()) {
      throw cursor.fault("expected a term after " + sign);
    }
    if (cursor.peek() == '%') {
      terms.add(new Term.Matching(new RegexParser(cursor).parse()));
    } else if (cursor.peek() == '"') {
      var phrase = ComparisonParser.quoted(cursor);
      if (!phrase.isBlank()) {
        terms.add(new Term.Text(phrase));
      } else if (!sign.isEmpty()) {
        throw cursor.fault(start, "a blank term says nothing after " + sign);
      }
    } else {
      while (!cursor.isEnd() && !cursor.isBlank() && cursor.peek() != '"') {
        cursor.next();
      }
      terms.add(new Term.Text(cursor.since(start)));
    }
    if (!cursor.isEnd() && !cursor.isBlank()) {
      throw cursor.fault("expected a blank between terms, not " + cursor.found());
    }
  }
}
