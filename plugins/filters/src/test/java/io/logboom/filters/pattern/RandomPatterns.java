package io.logboom.filters.pattern;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random patterns of all kinds, and events that they may match, from a seed. */
final class RandomPatterns {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "eventName");
  private static final List<String> TEXTS =
      List.of(
          "x", "xy", "yx", "y", "", "1", "2", "1.0", "10", "-1", "1e1", "true", "null", "x y",
          "\u00e9");

  private final Random random;

  RandomPatterns(long seed) {
    random = new Random(seed);
  }

  String pattern() {
    return switch (random.nextInt(8)) {
      case 0 -> some(3, " ", this::term);
      case 1, 2 -> "[" + some(4, ", ", this::place) + "]";
      default -> "{ " + expression(0, () -> selector() + " " + condition()) + " }";
    };
  }

  String event() {
    return switch (random.nextInt(10)) {
      case 0 -> some(5, " ", this::word);
      case 1 -> some(3, " ", this::word).trim();
      default -> object(0);
    };
  }

  private String some(int most, String between, Supplier<String> one) {
    return Stream.generate(one)
        .limit(1 + random.nextInt(most))
        .collect(Collectors.joining(between));
  }

  private <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String term() {
    return of(List.of("", "", "?", "-"))
        + switch (random.nextInt(4)) {
          case 0 -> "%" + regex() + "%";
          case 1 -> "\"" + of(List.of("x y", "\\\"", "a\\\":", "{", "1")) + "\"";
          default -> of(List.of("x", "y", "xy", "1", "eventName", "1.0"));
        };
  }

  private String place() {
    return switch (random.nextInt(4)) {
      case 0 -> "...";
      case 1 -> "w";
      default -> expression(1, () -> "w " + comparison());
    };
  }

  private String word() {
    return switch (random.nextInt(6)) {
      case 0 -> "[" + of(TEXTS) + " " + of(TEXTS) + of(List.of("]", "]", ""));
      case 1 -> "\"" + of(TEXTS) + " " + of(TEXTS) + of(List.of("\"", "\"", ""));
      default -> of(TEXTS);
    };
  }

  private String expression(int depth, Supplier<String> one) {
    return switch (depth > 2 ? 9 : random.nextInt(6)) {
      case 0 -> expression(depth + 1, one) + " && " + expression(depth + 1, one);
      case 1 -> expression(depth + 1, one) + "||" + expression(depth + 1, one);
      case 2 -> "( " + expression(depth + 1, one) + ")";
      default -> one.get();
    };
  }

  private String selector() {
    var selector = new StringBuilder("$.").append(random.nextInt(12) == 0 ? "*" : of(NAMES));
    for (int i = random.nextInt(3); i > 0; i--) {
      selector.append(of(List.of(".a", ".b", "[0]", "[1]", "[*]", ".*", ".['c']", "['d']", ".a")));
    }
    return selector.toString();
  }

  private String condition() {
    return switch (random.nextInt(8)) {
      case 0 -> "NOT EXISTS";
      case 1 -> of(List.of("IS NULL", "IS TRUE", "IS FALSE"));
      default -> comparison();
    };
  }

  private String comparison() {
    return switch (random.nextInt(6)) {
      case 0 -> of(List.of("<", "<=", ">", ">=")) + of(List.of("1", "1.0", "2", "-1", "1e0", "10"));
      case 1 -> of(List.of("=", "!=")) + "%" + regex() + "%";
      case 2 -> of(List.of("=", "!=")) + of(List.of("x*", "*y", "*x*", "*", "1*", "x*y*", "**"));
      case 3 -> of(List.of("=", "!=")) + "\"" + of(List.of("x*", "*y", "x y", "", "1", "*")) + "\"";
      case 4 -> of(List.of("=", "!=")) + of(List.of("1", "1.0", "10", "-1", "+1", "1e1"));
      default -> of(List.of("=", "!=")) + of(List.of("x", "xy", "y", "true", "null"));
    };
  }

  String regex() {
    return some(
        2,
        "|",
        () ->
            of(List.of("", "", "^"))
                + some(3, "", () -> of(ATOMS) + of(REPETITIONS))
                + of(List.of("", "", "$")));
  }

  private static final List<String> ATOMS =
      List.of(
          "x", "y", "1", ".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "[xy]", "[^x]", "[a-y]",
          "\\x20", "e");
  private static final List<String> REPETITIONS =
      List.of("", "", "", "", "*", "+", "?", "{2}", "{1,}", "{,2}", "{1,2}", "*?");

  /** Each name once: below wildcards all of a name count. */
  private String object(int depth) {
    return NAMES.stream()
        .filter(_ -> random.nextBoolean())
        .map(name -> "\"" + name + "\":" + blank() + value(depth + 1))
        .collect(Collectors.joining("," + blank(), "{", "}" + blank()));
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 10)) {
      case 0 -> of(List.of("null", "true", "false"));
      case 1, 2 -> of(List.of("1", "2", "1.0", "10", "1e1", "-1", "-0", "0.1e1"));
      case 3, 4, 5 -> "\"" + of(TEXTS).replace("x", of(List.of("x", "x", "\\u0078"))) + "\"";
      case 6, 7 -> object(depth);
      default ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(_ -> value(depth + 1))
              .collect(Collectors.joining("," + blank(), "[" + blank(), "]"));
    };
  }

  private String blank() {
    return of(List.of("", "", " ", "\n"));
  }
}
