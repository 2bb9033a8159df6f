package io.logboom.filters.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known in answer to one question. The lines are in the order they are shown.
 *
 * @param name the question: {@code who}, {@code where}
 */
record Section(String name, List<Line> lines) {

  Section {
    lines = List.copyOf(lines);
  }

  /** A section to which lines are added. */
  static Lines named(String name) {
    return new Lines(name);
  }

  /** Collects the lines of a section; what is empty is none. Used by one thread. */
  static final class Lines {
    private final String name;
    private final List<Line> lines = new ArrayList<>();

    private Lines(String name) {
      this.name = name;
    }

    Lines add(String label, String value) {
      if (!value.isEmpty()) {
        lines.add(new Line(label, value));
      }
      return this;
    }

    Lines add(String label, Optional<String> value) {
      return add(label, value.orElse(""));
    }

    Lines addAll(List<Line> more) {
      lines.addAll(more);
      return this;
    }

    Section done() {
      return new Section(name, lines);
    }
  }
}
