package io.logboom.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** A value of a configuration file, with its place and the comment lines above it. */
sealed interface Node {

  Place place();

  /** The comment, its lines joined to running text; empty for none. */
  String prose();

  /** The same, said to stand elsewhere. */
  default Node at(Place elsewhere) {
    return switch (this) {
      case Section section -> {
        var moved = new LinkedHashMap<String, Node>();
        section.fields.forEach((name, field) -> moved.put(name, field.at(elsewhere)));
        yield new Section(elsewhere, section.prose, moved);
      }
      case Items items ->
          new Items(
              elsewhere,
              items.prose,
              items.items.stream().map(item -> item.at(elsewhere)).toList());
      case Scalar scalar -> new Scalar(elsewhere, scalar.prose, scalar.kind, scalar.text);
      case Absent absent -> new Absent(elsewhere, absent.prose);
      case Broken broken -> new Broken(elsewhere, broken.prose);
    };
  }

  /** A section; its fields in the order of the file. */
  record Section(Place place, String prose, SequencedMap<String, Node> fields) implements Node {

    static Section empty(Place place) {
      return new Section(place, "", Collections.emptyNavigableMap());
    }

    /**
     * This section, with the fields of the other where this one has none. Those are said to stand
     * where this section stands: what a user left out is told of there.
     */
    Section over(Section defaults) {
      var merged = new LinkedHashMap<String, Node>();
      defaults.fields.forEach((name, field) -> merged.put(name, field.at(place)));
      for (Map.Entry<String, Node> field : fields.entrySet()) {
        merged.merge(field.getKey(), field.getValue(), Section::merge);
      }
      return new Section(place, prose, merged);
    }

    /** This section with those of its fields alone whose names are, or are not, among these. */
    Section only(Set<String> names, boolean among) {
      var some = new LinkedHashMap<String, Node>(fields);
      some.keySet().removeIf(name -> names.contains(name) != among);
      return new Section(place, prose, some);
    }

    private static Node merge(Node defaults, Node own) {
      return own instanceof Section section && defaults instanceof Section below
          ? section.over(below)
          : own;
    }
  }

  /** A list. */
  record Items(Place place, String prose, List<Node> items) implements Node {}

  /** Text, a number or one of the words true and false, as the file has it. */
  record Scalar(Place place, String prose, Kind kind, String text) implements Node {}

  /** A null. */
  record Absent(Place place, String prose) implements Node {}

  /** What could not be made out; the problem is known already. */
  record Broken(Place place, String prose) implements Node {}

  /** What a scalar was written as. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN
  }
}
