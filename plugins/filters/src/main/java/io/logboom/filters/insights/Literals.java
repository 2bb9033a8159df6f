package io.logboom.filters.insights;

import io.logboom.filters.insights.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses what stands for itself: lists of literals, regular expressions, periods. */
final class Literals {
  private final Lexer lexer;

  Literals(Lexer lexer) {
    this.lexer = lexer;
  }

  /** A regular expression between slashes. */
  Regex regex() {
    int at = lexer.peek().at();
    var source =
        lexer
            .regex()
            .orElseThrow(() -> lexer.problem("expected a /regular expression/, found " + shown()));
    try {
      return Regex.of(source);
    } catch (IllegalArgumentException e) {
      throw lexer.problem(String.valueOf(e.getMessage()), at);
    }
  }

  /** Literals in brackets. */
  List<Expr> items() {
    lexer.expect("[");
    var items = new ArrayList<Expr>();
    do {
      items.add(literal());
    } while (lexer.takes(","));
    lexer.expect("]");
    return List.copyOf(items);
  }

  private Expr literal() {
    int at = lexer.peek().at();
    boolean negative = lexer.takes("-");
    var token = lexer.peek();
    if (token.kind() == Kind.NUMBER) {
      return new Expr.Digits((negative ? "-" : "") + lexer.take().text(), at);
    }
    if (!negative && token.kind() == Kind.TEXT) {
      return new Expr.Text(lexer.take().text(), at);
    }
    if (!negative && (token.isWord("true") || token.isWord("false"))) {
      return new Expr.Truth(lexer.take().isWord("true"), at);
    }
    throw lexer.problem("expected a text in quotes or a number, found " + shown());
  }

  /** A period. */
  Expr span() {
    int at = lexer.peek().at();
    var number = lexer.peek();
    if (number.kind() == Kind.NUMBER) {
      lexer.take();
      var unit = lexer.peek().kind() == Kind.NAME ? Period.Unit.of(lexer.peek().text()) : none();
      if (unit.isPresent()) {
        lexer.take();
        try {
          return new Expr.Span(new Period(Long.parseLong(number.text()), unit.get()), at);
        } catch (IllegalArgumentException e) {
          throw lexer.problem("not a period that times can be cut into", at);
        }
      }
    }
    throw lexer.problem("expected a period such as 5m or 1h", at);
  }

  private static Optional<Period.Unit> none() {
    return Optional.empty();
  }

  private String shown() {
    return lexer.peek().shown();
  }
}
