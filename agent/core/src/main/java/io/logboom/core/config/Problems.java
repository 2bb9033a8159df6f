package io.logboom.core.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that all of it is told at once. Used by one thread. */
final class Problems {
  private final List<Problem> all = new ArrayList<>();

  void add(Place place, String path, String message) {
    var problem = new Problem(place, path, message);
    // A value that others refer to is bound several times, but wrong only once.
    if (!all.contains(problem)) {
      all.add(problem);
    }
  }

  boolean none() {
    return all.isEmpty();
  }

  /** In the order of files and lines; problems of one line in the order they were found. */
  List<Problem> inOrder() {
    return all.stream().sorted(Problem.IN_ORDER).toList();
  }
}
