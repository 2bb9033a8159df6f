package io.logboom.core.condition;

import io.logboom.core.condition.Token.Kind;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Glob;
import io.logboom.spi.Value.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses an expression by recursive descent: {@code or} holds {@code and} holds {@code not}. */
final class Parser {
  private static final int DEEPEST = 100;
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "in", "exists", "glob", "true", "false", "null");

  private final Lexer lexer;
  private final List<Token> tokens;
  private int next;
  private int depth;

  Parser(String text) {
    lexer = new Lexer(text);
    tokens = lexer.tokens();
  }

  Test parse() {
    var test = or();
    if (peek().kind() != Kind.END) {
      throw expected("and, or, or the end");
    }
    return test;
  }

  private Test or() {
    var any = new ArrayList<Test>();
    do {
      any.add(and());
    } while (take("or") || take("||"));
    return any.size() == 1 ? any.getFirst() : new Test.Or(List.copyOf(any));
  }

  private Test and() {
    var all = new ArrayList<Test>();
    do {
      all.add(not());
    } while (take("and") || take("&&"));
    return all.size() == 1 ? all.getFirst() : new Test.And(List.copyOf(all));
  }

  private Test not() {
    var start = peek();
    if (++depth > DEEPEST) {
      throw lexer.error("nested more than " + DEEPEST + " deep", start.at());
    }
    Test test;
    if (take("not") || take("!")) {
      test = new Test.Not(not());
    } else if (take("(")) {
      test = or();
      if (!take(")")) {
        throw expected("and, or, or \")\"");
      }
    } else if (take("exists")) {
      test = new Test.Exists(field());
    } else {
      test = comparison(field());
    }
    depth--;
    return test;
  }

  private Test comparison(Field field) {
    if (take("exists")) {
      return new Test.Exists(field);
    }
    if (take("in")) {
      return in(field);
    }
    if (take("glob")) {
      var pattern = peek();
      if (pattern.kind() != Kind.QUOTED) {
        throw expected("a pattern in quotes");
      }
      next++;
      return new Test.Like(field, Glob.text(pattern.text()));
    }
    var comparison = comparison(peek().text());
    if (peek().kind() != Kind.SYMBOL || comparison.isEmpty()) {
      throw expected("a comparison (== != < <= > >= in glob exists)");
    }
    next++;
    var start = peek();
    var literal = literal();
    switch (comparison.get()) {
      case EQUAL, UNEQUAL -> {}
      case LESS, LESS_OR_EQUAL, MORE, MORE_OR_EQUAL -> {
        if (literal instanceof Literal.OfWord) {
          throw lexer.error(start.text() + " is neither above nor below anything", start.at());
        }
      }
    }
    return new Test.Compare(field, comparison.get(), literal);
  }

  private static Optional<Comparison> comparison(String symbol) {
    return Optional.ofNullable(
        switch (symbol) {
          case "==" -> Comparison.EQUAL;
          case "!=" -> Comparison.UNEQUAL;
          case "<" -> Comparison.LESS;
          case "<=" -> Comparison.LESS_OR_EQUAL;
          case ">" -> Comparison.MORE;
          case ">=" -> Comparison.MORE_OR_EQUAL;
          default -> null;
        });
  }

  private Test in(Field field) {
    if (!take("[")) {
      throw expected("a list: [...]");
    }
    var texts = new HashSet<String>();
    var others = new ArrayList<Literal>();
    do {
      switch (literal()) {
        case Literal.OfText(var text) -> texts.add(text);
        case Literal.OfNumber number -> others.add(number);
        case Literal.OfWord word -> others.add(word);
      }
    } while (take(","));
    if (!take("]")) {
      throw expected("\",\" or \"]\"");
    }
    return new Test.In(field, Set.copyOf(texts), List.copyOf(others));
  }

  private Literal literal() {
    var token = peek();
    if (token.kind() == Kind.QUOTED) {
      next++;
      return new Literal.OfText(token.text());
    }
    if (token.kind() == Kind.NUMBER) {
      next++;
      return new Literal.OfNumber(new Decimal(token.text()));
    }
    if (take("true")) {
      return new Literal.OfWord(Word.TRUE);
    }
    if (take("false")) {
      return new Literal.OfWord(Word.FALSE);
    }
    if (take("null")) {
      return new Literal.OfWord(Word.NULL);
    }
    throw expected(
        token.kind() == Kind.NAME
            ? "a value; text is written in quotes"
            : "a value: text in quotes, a number, true, false or null");
  }

  private Field field() {
    if (take("@")) {
      if (!take("origin") || !take(".")) {
        throw expected("origin and the name of an attribute: @origin.NAME");
      }
      return new Field.OfOrigin(String.join(".", steps()));
    }
    return new Field.OfEvent(new FieldPath(steps()));
  }

  private List<String> steps() {
    var steps = new ArrayList<String>();
    do {
      var token = peek();
      if (token.kind() != Kind.NAME && token.kind() != Kind.QUOTED) {
        throw expected("a field");
      }
      if (token.kind() == Kind.NAME && steps.isEmpty() && WORDS.contains(token.text())) {
        throw lexer.error(
            "expected a field, not \"" + token.text() + "\"; quote it if it is one", token.at());
      }
      next++;
      steps.add(token.text());
    } while (take("."));
    return steps;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean take(String word) {
    if (peek().is(word)) {
      next++;
      return true;
    }
    return false;
  }

  private IllegalArgumentException expected(String what) {
    return lexer.error("expected " + what + ", not " + peek().shown(), peek().at());
  }
}
