package io.logboom.core.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path the option's or section's address; empty for a file as a whole
 * @param message what is wrong; never holds the value of a secret
 */
record Problem(Place place, String path, String message) {
  static final Comparator<Problem> IN_ORDER =
      Comparator.comparingInt((Problem problem) -> problem.place().order())
          .thenComparingInt(problem -> problem.place().line());

  @Override
  public String toString() {
    var text = new StringBuilder();
    if (!place.file().isEmpty()) {
      text.append(place).append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).toString();
  }
}
