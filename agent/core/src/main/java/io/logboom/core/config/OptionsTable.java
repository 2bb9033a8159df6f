package io.logboom.core.config;

import java.util.List;
import java.util.stream.Collectors;

/** Writes options as a table of Markdown, and keeps it in a README between two markers. */
public final class OptionsTable {
  /** The line before the table. */
  public static final String BEGIN = "<!-- options -->";

  /** The line after it. */
  public static final String END = "<!-- /options -->";

  private OptionsTable() {}

  /** The table, each line with its end. */
  public static String of(List<Option> options) {
    if (options.isEmpty()) {
      return "It has no options of its own.\n";
    }
    return options.stream()
        .map(OptionsTable::row)
        .collect(Collectors.joining("", "| option | type | default | |\n|---|---|---|---|\n", ""));
  }

  /**
   * A README with the table in it.
   *
   * @throws IllegalArgumentException when it lacks the markers
   */
  public static String in(String readme, List<Option> options) {
    int begin = readme.indexOf(BEGIN + "\n");
    int end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "needs a line " + BEGIN + " and, after it, a line " + END + " for the table of options");
    }
    return readme.substring(0, begin) + BEGIN + "\n" + of(options) + readme.substring(end);
  }

  private static String row(Option option) {
    return "| `"
        + option.name()
        + "` | "
        + cell(type(option))
        + " | "
        + fallback(option)
        + " | "
        + cell(option.prose())
        + " |\n";
  }

  private static String type(Option option) {
    if (option.words().isEmpty()) {
      return option.type().contains("{") ? "`" + option.type() + "`" : option.type();
    }
    String words =
        option.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    return option.type().equals("word") ? words : option.type() + ": " + words;
  }

  private static String fallback(Option option) {
    return switch (option.need()) {
      case REQUIRED -> "required";
      case OPTIONAL -> "";
      case DEFAULT -> "`" + cell(option.fallback()) + "`";
    };
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
