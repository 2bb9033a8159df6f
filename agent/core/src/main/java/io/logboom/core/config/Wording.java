package io.logboom.core.config;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Objects;

/**
 * Says in words for users what an exception says.
 *
 * <p>The parser's own messages quote the file, so they could quote a part of a secret. They are
 * told by what is always in them, and never passed on.
 */
final class Wording {
  /** What is in a message, and what to say; the first that fits. */
  private static final List<Rule> RULES =
      List.of(
          new Rule("file root", "a configuration is made of sections; this is a list"),
          new Rule("unescaped newline", "a quoted text is not closed on its line"),
          new Rule("still open", "a quoted text is not closed"),
          new Rule("escape", "a \\ in a quoted text begins an escape, such as \\\" or \\\\"),
          new Rule("hex digits", "\\u is followed by four hexadecimal digits"),
          new Rule(
              "'$' not followed", "a text with a $ that begins no ${NAME} needs double quotes"),
          new Rule("not closed with a }", "a ${ is not closed by a }"),
          new Rule("Reserved character", "a text with special characters needs double quotes"),
          new Rule("not allowed after '+'", "a text with special characters needs double quotes"),
          new Rule("unbalanced close brace", "one } too many"),
          new Rule("end of file", "the file ends within a section or a list: a } or ] is missing"),
          new Rule("include ", "include is followed by the name of a file in double quotes"),
          new Rule("nested inside a list", "an include or += cannot stand within a list"),
          new Rule("List should", "a list needs a comma or a new line here, or its ]"),
          new Rule(
              "may not be followed",
              "a name needs an = or a section after it (a text that holds a comma needs double"
                  + " quotes)"),
          new Rule("Expecting close brace", "expected a name, a comma, a new line or a }"),
          new Rule("Cannot concatenate", "a list, a section and a text cannot be joined"),
          new Rule("Empty document", "the file is empty"));

  private record Rule(String in, String words) {}

  private Wording() {}

  /** What the parser did not like; without its place, and without anything the file holds. */
  static String of(ConfigException failure) {
    if (failure instanceof ConfigException.UnresolvedSubstitution) {
      return "this value refers to itself, by way of the others it names";
    }
    String message = Objects.toString(failure.getMessage(), "");
    return RULES.stream()
        .filter(rule -> message.contains(rule.in()))
        .findFirst()
        .map(Rule::words)
        .orElse("this cannot be understood as HOCON");
  }

  /** Why a file cannot be read. */
  static String of(IOException failure) {
    return failure instanceof AccessDeniedException
        ? "permission denied"
        : Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
  }
}
