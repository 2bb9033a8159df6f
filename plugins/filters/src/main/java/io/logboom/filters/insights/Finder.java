package io.logboom.filters.insights;

import java.util.ArrayList;
import java.util.List;

/** Finds values in a text, for {@code parse}. Immutable; safe for use by many threads. */
sealed interface Finder {

  /** The names of what it finds. */
  List<String> names();

  /**
   * Looks into a text.
   *
   * @return a text for each name, {@code ""} also for a group that took no part in the match; empty
   *     when the text does not match
   */
  List<String> find(String text);

  /**
   * Literal pieces with {@code *} between them. It matches anywhere; every {@code *} takes as
   * little as it can, and one at the end takes the rest. Never goes back, so it takes one way
   * through the text.
   *
   * @param pieces what stands around the asterisks: one more than names
   */
  record Glob(List<String> pieces, List<String> names) implements Finder {

    /** Cuts a pattern at its asterisks. */
    static List<String> pieces(String pattern) {
      return List.of(pattern.split("\\*", -1));
    }

    @Override
    public List<String> find(String text) {
      int at = text.indexOf(pieces.getFirst());
      if (at < 0) {
        return List.of();
      }
      at += pieces.getFirst().length();
      var found = new ArrayList<String>(names.size());
      for (int i = 1; i < pieces.size(); i++) {
        var next = pieces.get(i);
        boolean rest = next.isEmpty() && i == pieces.size() - 1;
        int end = rest ? text.length() : text.indexOf(next, at);
        if (end < 0) {
          return List.of();
        }
        found.add(text.substring(at, end));
        at = end + next.length();
      }
      return found;
    }
  }

  /** An expression with named groups. */
  record Groups(Regex regex, List<String> names) implements Finder {

    @Override
    public List<String> find(String text) {
      var matcher = regex.matcher(text);
      if (!matcher.find()) {
        return List.of();
      }
      var found = new ArrayList<String>(names.size());
      for (var name : names) {
        var group = matcher.group(name);
        found.add(group == null ? "" : group);
      }
      return found;
    }
  }
}
