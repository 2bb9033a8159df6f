package io.logboom.filters.insights;

import io.logboom.filters.insights.Expr.Comparator;
import io.logboom.filters.insights.Expr.Operator;
import io.logboom.filters.insights.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses expressions, by descent: {@code or} binds least, then {@code and}, {@code not},
 * comparisons, {@code + -}, {@code * / %}, {@code ^} (from the right), the sign. Used by one
 * thread.
 */
final class Expressions {

  /** No expression has more levels: it is walked by recursion, and nobody writes such. */
  static final int DEEPEST = 200;

  private static final Map<String, Comparator> COMPARATORS =
      Map.of(
          "=", Comparator.EQUAL,
          "!=", Comparator.NOT_EQUAL,
          "<", Comparator.LESS,
          "<=", Comparator.LESS_OR_EQUAL,
          ">", Comparator.GREATER,
          ">=", Comparator.GREATER_OR_EQUAL);

  private final Lexer lexer;
  private final Literals literals;
  private boolean aggregating;
  private int depth;

  Expressions(Lexer lexer) {
    this.lexer = lexer;
    this.literals = new Literals(lexer);
  }

  /** An expression. */
  Expr expression() {
    int at = deeper();
    var any = new ArrayList<Expr>();
    any.add(conjunction());
    while (lexer.takesWord("or")) {
      any.add(conjunction());
    }
    depth--;
    return any.size() == 1 ? any.getFirst() : new Expr.Or(List.copyOf(any), at);
  }

  /** An expression that may hold aggregations. */
  Expr aggregate() {
    aggregating = true;
    var expr = expression();
    aggregating = false;
    return expr;
  }

  private int deeper() {
    if (++depth > DEEPEST) {
      throw lexer.problem("an expression of more than " + DEEPEST + " levels");
    }
    return lexer.peek().at();
  }

  private Expr conjunction() {
    int at = lexer.peek().at();
    var all = new ArrayList<Expr>();
    all.add(negation());
    while (lexer.takesWord("and")) {
      all.add(negation());
    }
    return all.size() == 1 ? all.getFirst() : new Expr.And(List.copyOf(all), at);
  }

  private Expr negation() {
    if (!lexer.peek().isWord("not")) {
      return comparison();
    }
    int at = deeper();
    lexer.take();
    var of = negation();
    depth--;
    return new Expr.Not(of, at);
  }

  private Expr comparison() {
    int at = lexer.peek().at();
    var left = sum();
    var token = lexer.peek();
    var comparator = COMPARATORS.get(token.kind() == Kind.SIGN ? token.text() : "");
    if (comparator != null) {
      lexer.take();
      return new Expr.Comparison(comparator, left, sum(), at);
    }
    if (lexer.takes("=~")) {
      return like(left, at);
    }
    boolean not = lexer.takesWord("not");
    if (lexer.takesWord("like")) {
      return negated(not, like(left, at));
    }
    if (lexer.takesWord("in")) {
      return negated(not, new Expr.In(left, literals.items(), at));
    }
    if (not) {
      throw lexer.problem("expected \"like\" or \"in\" after \"not\", found " + shown());
    }
    return left;
  }

  private static Expr negated(boolean not, Expr expr) {
    return not ? new Expr.Not(expr, expr.at()) : expr;
  }

  private Expr like(Expr left, int at) {
    var token = lexer.peek();
    if (token.kind() == Kind.TEXT) {
      return new Expr.Contains(left, lexer.take().text(), at);
    }
    if (!token.isSign("/")) {
      throw lexer.problem("expected a text in quotes or a /regular expression/, found " + shown());
    }
    var regex = literals.regex();
    return regex.isPlain()
        ? new Expr.Contains(left, regex.source(), at)
        : new Expr.Matches(left, regex, at);
  }

  private Expr sum() {
    int at = lexer.peek().at();
    var left = product();
    int levels = depth;
    while (true) {
      boolean plus = lexer.peek().isSign("+");
      if (!plus && !lexer.peek().isSign("-")) {
        depth = levels;
        return left;
      }
      deeper();
      lexer.take();
      left = new Expr.Arithmetic(plus ? Operator.PLUS : Operator.MINUS, left, product(), at);
    }
  }

  private Expr product() {
    int at = lexer.peek().at();
    var left = power();
    int levels = depth;
    while (true) {
      var operator = multiplying(lexer.peek());
      if (operator.isEmpty()) {
        depth = levels;
        return left;
      }
      deeper();
      lexer.take();
      left = new Expr.Arithmetic(operator.get(), left, power(), at);
    }
  }

  private static Optional<Operator> multiplying(Token token) {
    if (token.isSign("*")) {
      return Optional.of(Operator.TIMES);
    }
    if (token.isSign("/")) {
      return Optional.of(Operator.DIVIDE);
    }
    return token.isSign("%") ? Optional.of(Operator.REMAINDER) : Optional.empty();
  }

  private Expr power() {
    int at = deeper();
    var base = lexer.takes("-") ? new Expr.Negative(power(), at) : primary();
    if (lexer.takes("^")) {
      base = new Expr.Arithmetic(Operator.POWER, base, power(), at);
    }
    depth--;
    return base;
  }

  private Expr primary() {
    var token = lexer.peek();
    return switch (token.kind()) {
      case TEXT -> new Expr.Text(lexer.take().text(), token.at());
      case NUMBER -> number();
      case NAME -> name();
      case SIGN -> {
        if (!lexer.takes("(")) {
          throw lexer.problem("expected a value, found " + shown());
        }
        var inner = expression();
        lexer.expect(")");
        yield inner;
      }
      case END -> throw lexer.problem("expected a value, found the end");
    };
  }

  private Expr number() {
    var number = lexer.take();
    var next = lexer.peek();
    if (next.kind() == Kind.NAME && next.at() == number.end()) {
      throw lexer.problem(
          Period.Unit.of(next.text()).isPresent()
              ? "a period goes into bin, datefloor and dateceil only"
              : "a name that begins with a digit needs backticks",
          number.at());
    }
    return new Expr.Digits(number.text(), number.at());
  }

  private Expr name() {
    var token = lexer.peek();
    if (token.isWord("true") || token.isWord("false")) {
      return new Expr.Truth(lexer.take().isWord("true"), token.at());
    }
    if (isReserved(token)) {
      throw lexer.problem("expected a value, found " + shown());
    }
    lexer.take();
    if (token.quoted() || !lexer.peek().isSign("(")) {
      return new Expr.Field(token.text(), token.ways(), token.at());
    }
    var aggregator = Aggregator.of(token.text());
    return aggregator.isPresent() ? aggregation(token, aggregator.get()) : call(token);
  }

  private static boolean isReserved(Token token) {
    for (var word : List.of("and", "or", "not", "in", "like", "as", "by")) {
      if (token.isWord(word)) {
        return true;
      }
    }
    return false;
  }

  private Expr aggregation(Token name, Aggregator aggregator) {
    if (!aggregating) {
      throw lexer.problem(
          aggregator.word() + "() goes into stats only, and not into itself", name.at());
    }
    aggregating = false;
    lexer.expect("(");
    var arguments = new ArrayList<Expr>();
    if (aggregator == Aggregator.COUNT && lexer.takes("*")) {
      lexer.expect(")");
    } else {
      arguments(arguments);
    }
    aggregating = true;
    if (!aggregator.takes(arguments.size())) {
      throw lexer.problem(aggregator.word() + "() takes " + aggregator.arity(), name.at());
    }
    if (aggregator == Aggregator.PCT && !isPercent(arguments.get(1))) {
      throw lexer.problem("the second argument of pct() is a number from 0 to 100", name.at());
    }
    return new Expr.Aggregation(aggregator, List.copyOf(arguments), name.at());
  }

  private static boolean isPercent(Expr expr) {
    return expr instanceof Expr.Digits number && Double.parseDouble(number.digits()) <= 100;
  }

  private void arguments(List<Expr> to) {
    if (lexer.takes(")")) {
      return;
    }
    do {
      to.add(expression());
    } while (lexer.takes(","));
    lexer.expect(")");
  }

  private Expr call(Token name) {
    var function =
        Function.of(name.text()).orElseThrow(() -> lexer.problem(unknown(name.text()), name.at()));
    lexer.expect("(");
    var arguments = new ArrayList<Expr>();
    if (!lexer.takes(")")) {
      do {
        arguments.add(arguments.size() == function.period() ? literals.span() : expression());
      } while (lexer.takes(","));
      lexer.expect(")");
    }
    if (!function.takes(arguments.size())) {
      throw lexer.problem(function.word() + "() takes " + function.arity(), name.at());
    }
    if (function.name().endsWith("INSUBNET")
        && arguments.get(1) instanceof Expr.Text(String cidr, int at)
        && Subnet.of(cidr).isEmpty()) {
      throw lexer.problem("not a subnet: write one as 192.0.2.0/24 or 2001:db8::/32", at);
    }
    return new Expr.Call(function, List.copyOf(arguments), name.at());
  }

  private static String unknown(String name) {
    if (name.toLowerCase(Locale.ROOT).startsWith("query")) {
      return "a stream has no beginning and end that " + name + "() could tell";
    }
    var shown = name.length() > 40 ? name.substring(0, 40) : name;
    return "no function is called \"" + shown + "\"";
  }

  private String shown() {
    return lexer.peek().shown();
  }
}
