package io.logboom.core.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used; names everything that is wrong with it. */
public final class InvalidConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems.stream().map(Problem::toString).toList();
  }

  /** The problems in the order of files and lines, each {@code file:line: path: what is wrong}. */
  public List<String> problems() {
    return problems;
  }
}
