package io.logboom.filters.udm;

import io.logboom.filters.JsonString;
import io.logboom.spi.Fields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/**
 * Fields of one object that UDM has no place for, in the sender's order, as positions. Belongs to
 * one thread.
 */
final class Rest {
  private static final int STRIDE = 4;
  private static final int USUAL = 32 * STRIDE;

  /** An object of a million fields must not keep its room for the rest of the thread's life. */
  private static final int KEPT = 1024 * STRIDE;

  /** Up to here every two names are compared; beyond, they are hashed. */
  private static final int FEW = 32;

  private static final String[] AS_THEY_ARE = {};

  private int[] positions = new int[USUAL];
  private int size;
  private String[] renamed = AS_THEY_ARE;

  void clear() {
    size = 0;
    renamed = AS_THEY_ARE;
    if (positions.length > KEPT) {
      positions = new int[USUAL];
    }
  }

  /** Adds a field. */
  void add(Fields object, int i) {
    int used = STRIDE * size;
    if (used == positions.length) {
      positions = Arrays.copyOf(positions, 2 * used);
    }
    size++;
    positions[used] = object.nameStart(i);
    positions[used + 1] = object.nameEnd(i);
    positions[used + 2] = object.valueStart(i);
    positions[used + 3] = object.valueEnd(i);
  }

  /**
   * Makes sure that no two names are the same, for parsers of proto JSON turn such an object down:
   * the last field of a name keeps it, those before it become {@code name#1}, {@code name#2} ...
   *
   * @param taken names that are among the rest and have a place that another field took
   */
  void settle(byte[] array, Set<String> taken) {
    if (!taken.isEmpty() || (size > 1 && isAnyTwice(array))) {
      rename(array, taken);
    }
  }

  private boolean isAnyTwice(byte[] array) {
    if (size > FEW) {
      return true;
    }
    for (int i = 0; i < size; i++) {
      int start = nameStart(i);
      int end = nameEnd(i);
      if (JsonCopy.hasBackslash(array, start, end)) {
        return true;
      }
      for (int j = 0; j < i; j++) {
        if (nameEnd(j) - nameStart(j) == end - start
            && Arrays.equals(array, nameStart(j), nameEnd(j), array, start, end)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Slow, and allocates: no AWS service is known to write such records. */
  private void rename(byte[] array, Set<String> taken) {
    var names = new String[size];
    var last = new HashMap<String, Integer>();
    for (int i = 0; i < size; i++) {
      names[i] = JsonString.text(array, nameStart(i), nameEnd(i));
      last.put(names[i], i);
    }
    var used = new HashSet<>(last.keySet());
    used.addAll(taken);
    for (int i = 0; i < size; i++) {
      if (taken.contains(names[i]) || last.getOrDefault(names[i], i) != i) {
        int number = 1;
        while (!used.add(names[i] + "#" + number)) {
          number++;
        }
        names[i] = names[i] + "#" + number;
      }
    }
    renamed = names;
  }

  int size() {
    return size;
  }

  int nameStart(int i) {
    return positions[STRIDE * i];
  }

  int nameEnd(int i) {
    return positions[STRIDE * i + 1];
  }

  int start(int i) {
    return positions[STRIDE * i + 2];
  }

  int end(int i) {
    return positions[STRIDE * i + 3];
  }

  /** Writes all of them into the object under way. */
  void write(byte[] array, JsonOut out) {
    for (int i = 0; i < size; i++) {
      write(i, array, out);
    }
  }

  /** Writes one of them into the object under way. */
  void write(int i, byte[] array, JsonOut out) {
    if (renamed.length == 0) {
      out.copy(array, nameStart(i), nameEnd(i), start(i), end(i));
    } else {
      out.copy(renamed[i], array, start(i), end(i));
    }
  }

  /** Writes one of them into the object under way, with a mark instead of its value. */
  void writeOmitted(int i, byte[] array, JsonOut out) {
    byte[] mark = TrailAdditional.omission(end(i) - start(i));
    if (renamed.length == 0) {
      out.copy(array, nameStart(i), nameEnd(i), mark, 0, mark.length);
    } else {
      out.copy(renamed[i], mark, 0, mark.length);
    }
  }

  /**
   * Writes an object of them under that name, which needs no escapes; nothing when there are none.
   */
  void write(byte[] name, byte[] array, JsonOut out) {
    if (size > 0) {
      int mark = out.object(name, 0, name.length);
      write(array, out);
      out.close(mark);
    }
  }
}
