package io.logboom.filters.insights;

import io.logboom.filters.insights.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parses the commands of a query, and checks what can be known of it by itself. */
final class Parser {
  private static final String TOGETHER =
      "needs all events at once, which a stream never has: every row leaves as soon as it is made";
  private static final String ELSEWHERE =
      "needs data from elsewhere, which a filter on a stream does not ask for";

  /** Commands of Insights that cannot be done here, and why. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("sort", TOGETHER),
          Map.entry("pattern", TOGETHER),
          Map.entry("diff", TOGETHER),
          Map.entry("anomaly", TOGETHER),
          Map.entry("join", ELSEWHERE),
          Map.entry("lookup", ELSEWHERE),
          Map.entry("source", ELSEWHERE),
          Map.entry("unmask", "cannot be done: nothing was masked on its way here"),
          Map.entry("filterindex", "is for indexes of log groups: write filter"),
          Map.entry("unnest", "is not among the commands known here"));

  private static final String KNOWN = "fields, display, filter, parse, dedup, limit and stats";

  private final Lexer lexer;
  private final Expressions expressions;
  private final Literals literals;

  private Parser(String query) {
    lexer = new Lexer(query);
    expressions = new Expressions(lexer);
    literals = new Literals(lexer);
  }

  /**
   * Parses a query.
   *
   * @throws QueryException when it is none, or cannot be answered on a stream
   */
  static List<Command> parse(String query) {
    return new Parser(query).commands();
  }

  private List<Command> commands() {
    var commands = new ArrayList<Command>();
    do {
      commands.add(command());
    } while (lexer.takes("|"));
    if (lexer.peek().kind() != Kind.END) {
      throw lexer.problem("expected \"|\" or the end, found " + lexer.peek().shown());
    }
    return List.copyOf(commands);
  }

  private Command command() {
    var token = lexer.peek();
    if (token.kind() != Kind.NAME || token.quoted()) {
      throw lexer.problem("expected a command, found " + token.shown() + ": there are " + KNOWN);
    }
    var word = token.text().toLowerCase(Locale.ROOT);
    var refused = REFUSED.get(word);
    if (refused != null) {
      throw lexer.problem("\"" + word + "\" " + refused);
    }
    lexer.take();
    return switch (word) {
      case "fields" -> new Command.Fields(columns(), token.at());
      case "display" -> new Command.Display(columns(), token.at());
      case "filter", "where" -> new Command.Filter(expressions.expression(), token.at());
      case "parse" -> parse(token.at());
      case "dedup" -> new Command.Dedup(names(), token.at());
      case "limit" -> limit(token.at());
      case "stats" -> stats(token.at());
      default ->
          throw lexer.problem(
              "no command is " + token.shown() + ": there are " + KNOWN, token.at());
    };
  }

  private List<Column> columns() {
    var columns = new ArrayList<Column>();
    do {
      columns.add(column(false));
    } while (lexer.takes(","));
    return List.copyOf(columns);
  }

  private Column column(boolean aggregate) {
    int at = lexer.peek().at();
    var expr = aggregate ? expressions.aggregate() : expressions.expression();
    var text = expr instanceof Expr.Field field ? field.name() : lexer.since(at);
    return new Column(expr, lexer.takesWord("as") ? alias().text() : text, at);
  }

  private Token alias() {
    if (lexer.peek().kind() != Kind.NAME) {
      throw lexer.problem("expected a name, found " + lexer.peek().shown());
    }
    return lexer.take();
  }

  private List<Expr.Field> names() {
    var names = new ArrayList<Expr.Field>();
    do {
      var name = alias();
      names.add(new Expr.Field(name.text(), name.ways(), name.at()));
    } while (lexer.takes(","));
    return List.copyOf(names);
  }

  private Command limit(int at) {
    var token = lexer.peek();
    if (token.kind() != Kind.NUMBER || !token.text().matches("[0-9]{1,18}")) {
      throw lexer.problem("expected a whole number, found " + token.shown());
    }
    lexer.take();
    return new Command.Limit(Long.parseLong(token.text()), at);
  }

  private Command parse(int at) {
    var from = Expr.Field.of(SystemField.MESSAGE, lexer.peek().at());
    if (lexer.peek().kind() == Kind.NAME) {
      from = names().getFirst();
    }
    var token = lexer.peek();
    if (token.isSign("/")) {
      return new Command.Parse(from, groups(token), at);
    }
    if (token.kind() != Kind.TEXT) {
      throw lexer.problem(
          "expected a pattern in quotes or a /regular expression/, found " + token.shown());
    }
    lexer.take();
    var pieces = Finder.Glob.pieces(token.text());
    if (!lexer.takesWord("as")) {
      throw lexer.problem("expected \"as\" and a name for each *, found " + lexer.peek().shown());
    }
    var names = names().stream().map(Expr.Field::name).toList();
    if (names.size() != pieces.size() - 1) {
      throw lexer.problem(
          "the pattern has " + (pieces.size() - 1) + " *, but " + names.size() + " names follow",
          token.at());
    }
    return new Command.Parse(from, new Finder.Glob(pieces, names), at);
  }

  private Finder groups(Token slash) {
    var regex = literals.regex();
    if (regex.names().isEmpty()) {
      throw lexer.problem(
          "the expression needs named groups, (?<name>...), for what it finds", slash.at());
    }
    if (lexer.peek().isWord("as")) {
      throw lexer.problem("the groups of an expression name what it finds: leave out \"as\"");
    }
    return new Finder.Groups(regex, regex.names());
  }

  private Command stats(int at) {
    var columns = new ArrayList<Column>();
    do {
      columns.add(column(true));
    } while (lexer.takes(","));
    var by = new ArrayList<Column>();
    if (lexer.takesWord("by")) {
      do {
        by.add(column(false));
      } while (lexer.takes(","));
    }
    var known = new HashSet<String>();
    by.forEach(column -> known.add(column.name()));
    for (var column : columns) {
      outside(column.expr(), known);
      known.add(column.name());
    }
    return new Command.Stats(List.copyOf(columns), List.copyOf(by), at);
  }

  /** A column may use what is there once for a group: no field of the single events. */
  private void outside(Expr expr, Set<String> known) {
    switch (expr) {
      case Expr.Field field -> {
        if (!known.contains(field.name())) {
          throw lexer.problem(
              "\""
                  + field.name()
                  + "\" differs from event to event: name it after \"by\", or put"
                  + " it into a function such as latest()",
              field.at());
        }
      }
      case Expr.Aggregation _, Expr.Text _, Expr.Digits _, Expr.Truth _, Expr.Span _ -> {}
      case Expr.Call call -> call.arguments().forEach(argument -> outside(argument, known));
      case Expr.Arithmetic arithmetic -> {
        outside(arithmetic.left(), known);
        outside(arithmetic.right(), known);
      }
      case Expr.Comparison comparison -> {
        outside(comparison.left(), known);
        outside(comparison.right(), known);
      }
      case Expr.Negative negative -> outside(negative.of(), known);
      case Expr.Contains contains -> outside(contains.left(), known);
      case Expr.Matches matches -> outside(matches.left(), known);
      case Expr.In in -> outside(in.left(), known);
      case Expr.And and -> and.all().forEach(one -> outside(one, known));
      case Expr.Or or -> or.any().forEach(one -> outside(one, known));
      case Expr.Not not -> outside(not.of(), known);
    }
  }
}
