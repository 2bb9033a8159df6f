package io.logboom.filters.alert;

import io.logboom.spi.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind that are remembered, the oldest first, and which of them were put or taken
 * since they were saved. Not safe for use by many threads.
 *
 * @param <V> the kind
 */
final class Shelf<V> {
  private final char kind;
  private final Function<V, byte[]> encoding;
  private final SequencedMap<String, V> things = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> taken = new LinkedHashSet<>();

  /**
   * @param kind what their keys on disk begin with
   */
  Shelf(char kind, Function<V, byte[]> encoding) {
    this.kind = kind;
    this.encoding = encoding;
  }

  int size() {
    return things.size();
  }

  @Nullable V get(String name) {
    return things.get(name);
  }

  void put(String name, V thing) {
    things.put(name, thing);
    changed(name);
  }

  /** Says that a thing is no longer what it was when it was put. */
  void changed(String name) {
    changed.add(name);
    taken.remove(name);
  }

  void take(String name) {
    if (things.remove(name) != null) {
      changed.remove(name);
      taken.add(name);
    }
  }

  /** All, the oldest first; a view. */
  SequencedMap<String, V> all() {
    return things;
  }

  /** Puts them in another order: restoring knows none. */
  void sort(Comparator<Map.Entry<String, V>> order) {
    var sorted = new ArrayList<>(things.entrySet());
    sorted.sort(order);
    var copy = new LinkedHashMap<String, V>();
    sorted.forEach(thing -> copy.put(thing.getKey(), thing.getValue()));
    things.clear();
    things.putAll(copy);
  }

  /** Writes what has changed, or everything. */
  void save(Memory memory, boolean everything) throws IOException {
    for (var name : taken) {
      memory.remove(key(name));
    }
    for (var name : everything ? things.keySet() : changed) {
      V thing = things.get(name);
      if (thing != null) {
        memory.put(key(name), encoding.apply(thing));
      }
    }
    taken.clear();
    changed.clear();
  }

  private byte[] key(String name) {
    return (kind + name).getBytes(StandardCharsets.UTF_8);
  }
}
