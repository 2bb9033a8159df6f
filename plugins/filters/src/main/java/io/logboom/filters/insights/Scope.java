package io.logboom.filters.insights;

import io.logboom.filters.select.Selectors;
import io.logboom.spi.FieldPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What names mean at a point of a query: aliases that were given before, and, as long as there is
 * an event, its fields. Used by one thread, while a query is compiled.
 */
final class Scope {
  private final Map<String, Eval> aliases = new HashMap<>();
  private final Optional<Selectors.Builder> selectors;
  private int slots;

  private Scope(Optional<Selectors.Builder> selectors) {
    this.selectors = selectors;
  }

  /** Names of an event's fields, which are added to these selectors. */
  static Scope ofEvent(Selectors.Builder selectors) {
    return new Scope(Optional.of(selectors));
  }

  /** No names but aliases: after {@code stats} there is no event any more. */
  static Scope ofRow() {
    return new Scope(Optional.empty());
  }

  /** The same names, to which others can be added apart from these. */
  Scope copy() {
    var copy = new Scope(selectors);
    copy.aliases.putAll(aliases);
    copy.slots = slots;
    return copy;
  }

  /** Gives a name to an expression. */
  void name(String name, Eval eval) {
    aliases.put(name, eval);
  }

  /** Gives a name to a slot of the frame that is yet to be filled; tells its number. */
  int slot(String name) {
    int number = slots++;
    aliases.put(name, frame -> frame.slot(number));
    return number;
  }

  /** How many slots there are. */
  int slots() {
    return slots;
  }

  /** Whether a system field's name means that field, and is not an alias. */
  boolean isSystem(Expr.Field field) {
    return selectors.isPresent() && !aliases.containsKey(field.name());
  }

  /** What a name means. */
  Eval resolve(Expr.Field field) {
    var alias = aliases.get(field.name());
    if (alias != null) {
      return alias;
    }
    var steps = field.ways().getFirst();
    for (int known = steps.size() - 1; known > 0; known--) {
      var outer = aliases.get(String.join(".", steps.subList(0, known)));
      if (outer != null) {
        return part(outer, field.ways(), known);
      }
    }
    if (selectors.isEmpty()) {
      return _ -> Datum.Missing.MISSING;
    }
    var system = SystemField.of(field.name());
    if (system.isPresent()) {
      var which = system.get();
      return frame -> frame.system(which);
    }
    return new EventField(
        field.ways().stream().mapToInt(way -> selectors.get().add(new FieldPath(way))).toArray());
  }

  /** A part of a structure that has a name. */
  private static Eval part(Eval outer, List<List<String>> ways, int known) {
    var inner = ways.stream().map(way -> way.subList(known, way.size())).toList();
    return frame -> {
      var structure = outer.of(frame);
      for (var steps : inner) {
        var found = Json.at(structure, steps);
        if (!(found instanceof Datum.Missing)) {
          return found;
        }
      }
      return Datum.Missing.MISSING;
    };
  }
}
