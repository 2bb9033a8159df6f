package io.logboom.inputs.syslog;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The structured data of one message (RFC 5424 §6.3) as positions in the message's array: elements,
 * and in each the values of its parameters, those of one name together. Used again for each
 * message, by one thread.
 *
 * <p>An id that comes twice, which the RFC forbids, goes on with the first element of that id.
 * Names are found through a hash table, so that a message of ten thousand names costs no more than
 * as many messages of one; its seed is random, so that nobody can choose names that collide.
 */
final class StructuredData {

  // An element: where its id begins and ends, its first and last parameter.
  private static final int ELEMENT = 4;

  // A parameter: name from and to, value from and to, element, next one of the element with another
  // name, next one of the same name, last one of the same name.
  private static final int PARAM = 8;
  private static final int NAME_FROM = 0;
  private static final int NAME_TO = 1;
  private static final int VALUE_FROM = 2;
  private static final int VALUE_TO = 3;
  private static final int OF = 4;
  private static final int NEXT = 5;
  private static final int SAME = 6;
  private static final int LAST_SAME = 7;

  private static final int NONE = -1;
  private static final int FEWEST_SLOTS = 32;

  /** More than any sender writes; without a bound a message could make these arrays huge. */
  private static final int MOST_PARAMS = 10_000;

  private final int seed = ThreadLocalRandom.current().nextInt() | 1;
  private int[] elements = new int[ELEMENT * 4];
  private int[] params = new int[PARAM * 16];
  private int elementCount;
  private int paramCount;

  // 0 for nothing, else the number of an element + 1, or minus (the number of a parameter + 1).
  private int[] slots = new int[FEWEST_SLOTS];
  private int mask = FEWEST_SLOTS - 1;
  private int used;

  /** Forgets everything. */
  void clear() {
    if (elementCount > 0) {
      elementCount = 0;
      paramCount = 0;
      used = 0;
      mask = FEWEST_SLOTS - 1;
      Arrays.fill(slots, 0, FEWEST_SLOTS, 0);
    }
  }

  /** How many elements there are. */
  int size() {
    return elementCount;
  }

  /**
   * Reads the elements that begin there; more than the RFC allows is tolerated: spaces before a
   * bracket, names of any length, brackets in values that are not escaped.
   *
   * @return where they end; -1 when they are broken
   */
  int read(byte[] a, int at, int to) {
    clear();
    int p = at;
    while (p < to && a[p] == '[') {
      int end = name(a, p + 1, to);
      if (end == p + 1 || elementCount == MOST_PARAMS) {
        return -1;
      }
      int element = element(a, p + 1, end);
      p = params(element, a, end, to);
      if (p < 0) {
        return -1;
      }
    }
    return p;
  }

  private int params(int element, byte[] a, int at, int to) {
    int p = at;
    while (p < to && (a[p] == ' ' || a[p] == ']')) {
      while (p < to && a[p] == ' ') {
        p++;
      }
      if (p < to && a[p] == ']') {
        return p + 1;
      }
      int nameEnd = name(a, p, to);
      if (nameEnd == p || nameEnd + 1 >= to || a[nameEnd] != '=' || a[nameEnd + 1] != '"') {
        return -1;
      }
      int valueEnd = value(a, nameEnd + 2, to);
      if (valueEnd < 0 || paramCount == MOST_PARAMS) {
        return -1;
      }
      param(element, a, p, nameEnd, nameEnd + 2, valueEnd);
      p = valueEnd + 1;
    }
    return -1;
  }

  private static int name(byte[] a, int at, int to) {
    int p = at;
    // Control characters are negative here, and so is what is not ASCII but may be UTF-8.
    while (p < to
        && a[p] != ' '
        && a[p] != '='
        && a[p] != ']'
        && a[p] != '"'
        && (a[p] > ' ' || a[p] < 0)) {
      p++;
    }
    return p;
  }

  private static int value(byte[] a, int at, int to) {
    for (int p = at; p < to; p++) {
      if (a[p] == '"') {
        return p;
      }
      if (a[p] == '\\' && p + 1 < to && escapable(a[p + 1])) {
        p++;
      }
    }
    return -1;
  }

  /** Whether a backslash before it is an escape; before anything else it is a backslash. */
  static boolean escapable(byte b) {
    return b == '"' || b == '\\' || b == ']';
  }

  private int element(byte[] a, int from, int to) {
    int slot = slot(a, from, to, NONE);
    if (slots[slot] > 0) {
      return slots[slot] - 1;
    }
    int element = elementCount++;
    if (elements.length < ELEMENT * elementCount) {
      elements = Arrays.copyOf(elements, 2 * elements.length);
    }
    elements[ELEMENT * element] = from;
    elements[ELEMENT * element + 1] = to;
    elements[ELEMENT * element + 2] = NONE;
    elements[ELEMENT * element + 3] = NONE;
    fill(slot, element + 1, a);
    return element;
  }

  private void param(int element, byte[] a, int from, int to, int valueFrom, int valueTo) {
    int slot = slot(a, from, to, element);
    int param = paramCount++;
    int at = PARAM * param;
    if (params.length < at + PARAM) {
      params = Arrays.copyOf(params, 2 * params.length);
    }
    params[at + NAME_FROM] = from;
    params[at + NAME_TO] = to;
    params[at + VALUE_FROM] = valueFrom;
    params[at + VALUE_TO] = valueTo;
    params[at + OF] = element;
    params[at + NEXT] = NONE;
    params[at + SAME] = NONE;
    params[at + LAST_SAME] = param;
    if (slots[slot] != 0) {
      int first = PARAM * (-slots[slot] - 1);
      params[PARAM * params[first + LAST_SAME] + SAME] = param;
      params[first + LAST_SAME] = param;
      return;
    }
    int last = elements[ELEMENT * element + 3];
    if (last == NONE) {
      elements[ELEMENT * element + 2] = param;
    } else {
      params[PARAM * last + NEXT] = param;
    }
    elements[ELEMENT * element + 3] = param;
    fill(slot, -param - 1, a);
  }

  /** The slot of a name, of an element or (element -1) of a parameter's; empty when it is new. */
  private int slot(byte[] a, int from, int to, int element) {
    int hash = (element + 2) * seed;
    for (int i = from; i < to; i++) {
      hash = (hash ^ a[i]) * 0x01000193 + seed;
    }
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] != 0 && !is(slots[slot], a, from, to, element)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean is(int entry, byte[] a, int from, int to, int element) {
    if (entry > 0) {
      int e = ELEMENT * (entry - 1);
      return element == NONE && Arrays.equals(a, elements[e], elements[e + 1], a, from, to);
    }
    int p = PARAM * (-entry - 1);
    return params[p + OF] == element
        && Arrays.equals(a, params[p + NAME_FROM], params[p + NAME_TO], a, from, to);
  }

  private void fill(int slot, int entry, byte[] a) {
    slots[slot] = entry;
    if (++used * 2 > mask) {
      int[] old = Arrays.copyOf(slots, mask + 1);
      mask = 2 * mask + 1;
      if (slots.length <= mask) {
        slots = new int[mask + 1];
      }
      Arrays.fill(slots, 0, mask + 1, 0);
      for (int other : old) {
        if (other > 0) {
          int e = ELEMENT * (other - 1);
          slots[slot(a, elements[e], elements[e + 1], NONE)] = other;
        } else if (other < 0) {
          int p = PARAM * (-other - 1);
          slots[slot(a, params[p + NAME_FROM], params[p + NAME_TO], params[p + OF])] = other;
        }
      }
    }
  }

  int idFrom(int element) {
    return elements[ELEMENT * element];
  }

  int idTo(int element) {
    return elements[ELEMENT * element + 1];
  }

  /** The first parameter of an element; -1 for none. */
  int first(int element) {
    return elements[ELEMENT * element + 2];
  }

  /** The element's next parameter of another name; -1 for none. */
  int next(int param) {
    return params[PARAM * param + NEXT];
  }

  /** The element's next parameter of the same name; -1 for none. */
  int same(int param) {
    return params[PARAM * param + SAME];
  }

  int nameFrom(int param) {
    return params[PARAM * param + NAME_FROM];
  }

  int nameTo(int param) {
    return params[PARAM * param + NAME_TO];
  }

  int valueFrom(int param) {
    return params[PARAM * param + VALUE_FROM];
  }

  int valueTo(int param) {
    return params[PARAM * param + VALUE_TO];
  }
}
