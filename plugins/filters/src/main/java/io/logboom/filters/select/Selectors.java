package io.logboom.filters.select;

import io.logboom.spi.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A set of ways into an event: what all rules of a filter ask for, together. Made once; immutable.
 *
 * <pre>{@code
 * var builder = Selectors.builder();
 * int name = builder.add(FieldPath.of("eventName"));
 * int type = builder.add(FieldPath.of("userIdentity.type"));
 * var selectors = builder.build();
 *
 * var selection = selectors.selection();   // one a thread, kept
 * selection.read(event.fields());          // for each event
 * if (selection.start(name) >= 0) ...      // the raw value from start(name) to end(name)
 * }</pre>
 *
 * <p>The ways form a tree. A node's fields are looked for in one pass over the object, when the
 * first of them is asked for; an object that nobody asks into costs nothing.
 */
public final class Selectors {

  /** The number of the whole event. */
  public static final int ROOT = 0;

  private final Node[] nodes;

  private Selectors(Node[] nodes) {
    this.nodes = nodes;
  }

  /** A new set. */
  public static Builder builder() {
    return new Builder();
  }

  /** A new reader of events, for one thread. */
  public Selection selection() {
    return new Selection(nodes);
  }

  /** Collects what is asked for. Used by one thread. */
  public static final class Builder {
    private final List<Growing> nodes = new ArrayList<>(List.of(new Growing(ROOT)));

    private Builder() {}

    /** Adds a path whose numbers may also mean items of arrays; tells its number. */
    public int add(FieldPath path) {
      return add(path.steps().stream().<Step>map(Step.Key::new).toList());
    }

    /**
     * Adds a way; tells its number. The same way has the same number; no steps lead to {@link
     * #ROOT}.
     *
     * @throws IllegalArgumentException when a step leads to more than one place: that is for {@link
     *     Branches}
     */
    public int add(List<Step> steps) {
      int at = ROOT;
      for (var step : steps) {
        if (step instanceof Step.EachField || step instanceof Step.EachItem) {
          throw new IllegalArgumentException("a step that leads to more than one place: " + step);
        }
        at = child(at, step);
      }
      return at;
    }

    private int child(int parent, Step step) {
      var children = nodes.get(parent).children;
      var known = children.get(step);
      if (known != null) {
        return known;
      }
      int number = nodes.size();
      children.put(step, number);
      nodes.add(new Growing(parent));
      return number;
    }

    /** The set. */
    public Selectors build() {
      return new Selectors(nodes.stream().map(Growing::grown).toArray(Node[]::new));
    }
  }

  /** A node that may still get children. */
  private static final class Growing {
    private final int parent;
    private final Map<Step, Integer> children = new LinkedHashMap<>();

    Growing(int parent) {
      this.parent = parent;
    }

    Node grown() {
      var byName = new LinkedHashMap<String, List<Integer>>();
      var byItem = new TreeMap<Integer, List<Integer>>();
      children.forEach(
          (step, child) -> {
            switch (step) {
              case Step.Name(var name) -> add(byName, name, child);
              case Step.Item(int index) -> add(byItem, index, child);
              case Step.Key(var name) -> {
                add(byName, name, child);
                int index = Raw.item(name);
                if (index >= 0) {
                  add(byItem, index, child);
                }
              }
              case Step.EachField _, Step.EachItem _ ->
                  throw new IllegalStateException("no step to one place: " + step);
            }
          });
      return new Node(parent, byName, byItem);
    }

    private static <K> void add(Map<K, List<Integer>> map, K key, int child) {
      map.computeIfAbsent(key, _ -> new ArrayList<>()).add(child);
    }
  }
}
