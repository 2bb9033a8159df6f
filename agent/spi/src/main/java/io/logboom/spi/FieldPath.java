package io.logboom.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * A field's address, parsed once, when a plugin is built: {@code userIdentity.sessionContext}. A
 * name that holds a dot or a quote is quoted, with {@code \} before a quote or backslash: {@code
 * tags."a.b"}. A step that is a number also means that item of an array, from 0.
 */
public record FieldPath(List<String> steps) {

  public FieldPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a path needs at least one name");
    }
  }

  /**
   * Parses a path.
   *
   * @throws IllegalArgumentException with what is wrong and where
   */
  public static FieldPath of(String dotted) {
    var steps = new ArrayList<String>();
    var step = new StringBuilder();
    int i = 0;
    while (true) {
      step.setLength(0);
      if (i < dotted.length() && dotted.charAt(i) == '"') {
        i = quoted(dotted, i, step);
      } else {
        int from = i;
        while (i < dotted.length() && dotted.charAt(i) != '.') {
          if (dotted.charAt(i) == '"') {
            throw new IllegalArgumentException("quote inside a name at character " + (i + 1));
          }
          step.append(dotted.charAt(i++));
        }
        if (i == from) {
          throw new IllegalArgumentException("empty name at character " + (i + 1));
        }
      }
      steps.add(step.toString());
      if (i == dotted.length()) {
        return new FieldPath(steps);
      }
      if (dotted.charAt(i) != '.') {
        throw new IllegalArgumentException("expected a dot at character " + (i + 1));
      }
      i++;
    }
  }

  private static int quoted(String dotted, int open, StringBuilder step) {
    int i = open + 1;
    while (i < dotted.length() && dotted.charAt(i) != '"') {
      if (dotted.charAt(i) == '\\' && i + 1 < dotted.length()) {
        i++;
      }
      step.append(dotted.charAt(i++));
    }
    if (i == dotted.length()) {
      throw new IllegalArgumentException("unclosed quote at character " + (open + 1));
    }
    return i + 1;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var step : steps) {
      if (!text.isEmpty()) {
        text.append('.');
      }
      if (step.isEmpty() || step.indexOf('.') >= 0 || step.indexOf('"') >= 0) {
        text.append('"').append(step.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      } else {
        text.append(step);
      }
    }
    return text.toString();
  }
}
