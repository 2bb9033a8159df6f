package io.logboom.filters.select;

import io.logboom.spi.Names;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** A place in the tree of {@link Selectors}, and the places that it leads on to. Immutable. */
final class Node {

  /** Its parent's number; the root's own for the root. */
  final int parent;

  /** The names of fields that lead on. */
  final Names names;

  private final int[][] byName;
  private final int[] items;
  private final int[][] byItem;

  Node(int parent, Map<String, List<Integer>> byName, NavigableMap<Integer, List<Integer>> byItem) {
    this.parent = parent;
    // No field is called by half a surrogate pair, and as bytes two such names could be the same.
    var known = byName.entrySet().stream().filter(one -> isText(one.getKey())).toList();
    names = Names.of(known.stream().map(Map.Entry::getKey).toList());
    this.byName = known.stream().map(one -> array(one.getValue())).toArray(int[][]::new);
    items = byItem.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.byItem = byItem.values().stream().map(Node::array).toArray(int[][]::new);
  }

  private static boolean isText(String name) {
    return name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The numbers of the places that a name leads to. */
  int[] ofName(int name) {
    return byName[name];
  }

  /** How many items lead on. */
  int itemCount() {
    return items.length;
  }

  /** The number of the i-th item that leads on; they ascend. */
  int item(int i) {
    return items[i];
  }

  /** The numbers of the places that the i-th item leads to. */
  int[] ofItem(int i) {
    return byItem[i];
  }
}
