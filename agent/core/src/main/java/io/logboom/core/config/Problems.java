package io.logboom.core.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong, so that all of it is told at once. Used by one thread. */
final class Problems {
  /** A set: a value that is read twice is wrong only once. */
  private final Set<Problem> all = new LinkedHashSet<>();

  private final Set<Problem> warnings = new LinkedHashSet<>();

  void add(Place place, String path, String message) {
    all.add(new Problem(place, path, message));
  }

  /** Something that is allowed, and should not be. */
  void warn(Place place, String path, String message) {
    warnings.add(new Problem(place, path, message));
  }

  boolean none() {
    return all.isEmpty();
  }

  /** In the order of files and lines; problems of one line in the order they were found. */
  List<Problem> inOrder() {
    return all.stream().sorted(Problem.IN_ORDER).toList();
  }

  /** The same of warnings. */
  List<Problem> warningsInOrder() {
    return warnings.stream().sorted(Problem.IN_ORDER).toList();
  }
}
