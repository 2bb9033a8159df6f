package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Event;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random conditions over random events: what matches is what an evaluator of its own says, made of
 * Jackson's trees and BigDecimals. Every field is asked for once as it is, which is decided on
 * bytes, and once through {@code coalesce}, which goes by way of values.
 */
class OracleTest {
  private static final int QUERIES = 200;
  private static final List<String> TEXTS =
      List.of(
          "a",
          "ab",
          "b",
          "",
          "1",
          "01",
          "1.0",
          "1e0",
          "10",
          "-1",
          "9007199254740993",
          "true",
          "TRUE",
          "false",
          "0",
          "\u00e9",
          "\ud83d\ude00",
          "\uffee",
          "A",
          "a/b",
          "null",
          "+1",
          ".5");
  private static final List<String> NUMBERS =
      List.of("1", "0", "10", "-1", "1.0", "1.25", "9007199254740993", "9007199254740992", "2.5");
  private static final List<String> FIELDS = List.of("a", "b", "c.d", "c.e.1", "c.e.0.f", "none");
  private static final List<String> COMPARATORS = List.of("=", "!=", "<", "<=", ">", ">=");

  /** A condition, as text and as what it means. */
  private record Condition(String text, Predicate<JsonNode> meaning) {}

  @Test
  void matchesWhatTheOracleSays() throws Exception {
    long seed = Long.getLong("logboom.seed", new Random().nextLong());
    var random = new Random(seed);
    for (int i = 0; i < QUERIES; i++) {
      var condition = condition(random, 3);
      var texts = IntStream.range(0, 8).mapToObj(_ -> event(random)).toList();
      var expected =
          texts.stream()
              .filter(text -> condition.meaning.test(JsonMapper.shared().readTree(text)))
              .toList();
      var plain = "filter " + condition.text;
      for (var query : List.of(plain, plain.replaceAll("F\\(([^)]*)\\)", "coalesce($1)"))) {
        assertThat(matching(query.replaceAll("F\\(([^)]*)\\)", "$1"), texts))
            .as("seed %d: %s", seed, query)
            .isEqualTo(expected);
      }
    }
  }

  private static List<String> matching(String query, List<String> texts) throws Exception {
    var config = Rows.config(query);
    var whole =
        new InsightsConfig(
            config.query(),
            config.title(),
            config.severity(),
            config.rules(),
            config.unmatched(),
            InsightsConfig.Emit.EVENT,
            config.dedupKeys(),
            config.stats());
    try (var filter = Rows.filter(whole)) {
      List<Event> events = texts.stream().map(Events::of).toList();
      return FilterRun.of(events, filter).texts();
    }
  }

  private static Condition condition(Random random, int depth) {
    return switch (depth == 0 ? 9 : random.nextInt(10)) {
      case 0 -> {
        var left = condition(random, depth - 1);
        var right = condition(random, depth - 1);
        yield new Condition(
            "(" + left.text + " and " + right.text + ")", left.meaning.and(right.meaning));
      }
      case 1 -> {
        var left = condition(random, depth - 1);
        var right = condition(random, depth - 1);
        yield new Condition(
            "(" + left.text + " or " + right.text + ")", left.meaning.or(right.meaning));
      }
      case 2 -> {
        var of = condition(random, depth - 1);
        yield new Condition("not (" + of.text + ")", of.meaning.negate());
      }
      default -> simple(random);
    };
  }

  private static Condition simple(Random random) {
    var name = one(random, FIELDS);
    var field = "F(" + name + ")";
    boolean not = random.nextBoolean();
    return switch (random.nextInt(6)) {
      case 0 -> {
        var text = one(random, TEXTS);
        yield new Condition(
            field + (not ? " not" : "") + " like \"" + text + "\"",
            event -> {
              var value = text(at(event, name));
              return not != (value != null && value.contains(text));
            });
      }
      case 1 -> {
        var first = literal(random);
        var second = literal(random);
        yield new Condition(
            field + (not ? " not" : "") + " in [" + first + ", " + second + "]",
            event ->
                not != (holds("=", at(event, name), first) || holds("=", at(event, name), second)));
      }
      case 2 -> new Condition("ispresent(" + field + ")", event -> at(event, name) != null);
      default -> {
        var comparator = one(random, COMPARATORS);
        var literal = literal(random);
        yield new Condition(
            field + " " + comparator + " " + literal,
            event -> holds(comparator, at(event, name), literal));
      }
    };
  }

  private static String literal(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> "true";
      case 1 -> "false";
      case 2, 3, 4 -> one(random, NUMBERS);
      default -> "\"" + one(random, TEXTS) + "\"";
    };
  }

  private static boolean holds(String comparator, @Nullable JsonNode value, String literal) {
    if (comparator.equals("!=")) {
      return !holds("=", value, literal);
    }
    if (value == null || value.isContainer()) {
      return false;
    }
    boolean quoted = literal.startsWith("\"");
    var other = quoted ? literal.substring(1, literal.length() - 1) : literal;
    boolean truth = !quoted && (literal.equals("true") || literal.equals("false"));
    if (comparator.equals("=") && value.isString() && quoted) {
      return value.asString().equals(other);
    }
    if (comparator.equals("=")
        && ((value.isBoolean() && quoted) || (value.isString() && truth))
        && (value.isBoolean() ? value.toString() : value.asString()).equalsIgnoreCase(other)) {
      return true;
    }
    var one = text(value);
    other = truth ? (literal.equals("true") ? "1" : "0") : other;
    int order =
        isNumber(one) && isNumber(other)
            ? new BigDecimal(one).compareTo(new BigDecimal(other))
            : byCodePoints(one, other);
    return switch (comparator) {
      case "=" -> order == 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static int byCodePoints(String a, String b) {
    int[] one = a.codePoints().toArray();
    int[] other = b.codePoints().toArray();
    return java.util.Arrays.compare(one, other);
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isContainer()) {
      return null;
    }
    return value.isBoolean() ? (value.asBoolean() ? "1" : "0") : value.asString();
  }

  private static @Nullable JsonNode at(JsonNode event, String path) {
    JsonNode node = event;
    for (var step : path.split("\\.", -1)) {
      node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return node.isMissingNode() || node.isNull() ? null : node;
  }

  private static String event(Random random) {
    var text = new StringBuilder("{");
    for (var name : List.of("a", "b")) {
      if (random.nextInt(5) > 0) {
        text.append('"').append(name).append("\": ").append(value(random)).append(',');
      }
    }
    text.append("\"c\":");
    if (random.nextInt(4) == 0) {
      text.append(value(random));
    } else {
      text.append("{\"d\":").append(value(random)).append(",\"e\":[{\"f\":").append(value(random));
      text.append("},").append(value(random)).append("]}");
    }
    return text.append('}').toString();
  }

  private static String value(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> "false";
      case 3, 4 -> one(random, NUMBERS);
      case 5 -> "{\"x\":1}";
      case 6 -> escaped(one(random, TEXTS));
      default -> JsonMapper.shared().writeValueAsString(one(random, TEXTS));
    };
  }

  private static String escaped(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      json.append(c % 2 == 0 || c > '~' ? String.format("\\u%04x", (int) c) : c);
    }
    return json.append('"').toString();
  }

  private static String one(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
