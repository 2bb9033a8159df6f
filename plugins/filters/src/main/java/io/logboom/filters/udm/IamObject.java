package io.logboom.filters.udm;

import io.logboom.filters.JsonItems;
import io.logboom.filters.JsonString;
import io.logboom.spi.MalformedException;
import java.util.Arrays;

/**
 * One object of what IAM says, as positions of its members. Whoever maps a member takes it; what
 * nobody took is the rest, so nothing can be forgotten. Belongs to one thread, used again and
 * again.
 */
@SuppressWarnings("EnumOrdinal") // Names are numbered.
final class IamObject {
  private static final int NAME_START = 0;
  private static final int NAME_END = 1;
  private static final int START = 2;
  private static final int END = 3;
  private static final int EACH = 4;
  private static final int FEW = 64;

  /** Spreads what differs over the upper bits: 2^32 divided by the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  private final int[] member = new int[IamName.count()];
  private int[] positions = new int[EACH * 16];
  private boolean[] taken = new boolean[16];

  /** Finds members by their name: number + 1, or 0. */
  private int[] table = new int[FEW];

  private int size;
  private byte[] array = {};
  private int eventStart;
  private IamObject parent = this;
  private String within = "";
  private int item = -1;

  /** Reads the object that begins there, an event of its own. */
  void readEvent(byte[] bytes, int open, int start) throws MalformedException {
    eventStart = start;
    parent = this;
    within = "";
    item = -1;
    read(bytes, open);
  }

  /**
   * Reads the object that is the value of a member of another one, which has just been looked at.
   */
  void readMember(IamObject of, IamName name) throws MalformedException {
    of.expect(name, '{', "an object");
    eventStart = of.eventStart;
    inside(of, name, -1);
    read(of.array, of.start(name));
  }

  /** Reads an item of a page as an event of its own. */
  void readPart(IamObject of, IamName name, JsonItems items) throws MalformedException {
    eventStart = items.start();
    within(of, name, items);
  }

  /** Reads the object that is an item of an array of another one. */
  void readItem(IamObject of, IamName name, JsonItems items) throws MalformedException {
    eventStart = of.eventStart;
    within(of, name, items);
  }

  private void within(IamObject of, IamName name, JsonItems items) throws MalformedException {
    inside(of, name, items.number() - 1);
    if (of.array[items.start()] != '{') {
      throw wrong("", "is not an object", items.start());
    }
    read(of.array, items.start());
  }

  private void inside(IamObject of, IamName name, int number) {
    parent = of;
    within = name.spelling();
    item = number;
  }

  private void read(byte[] bytes, int open) throws MalformedException {
    array = bytes;
    size = 0;
    Arrays.fill(member, -1);
    if (table.length > FEW) {
      table = new int[FEW];
    } else {
      Arrays.fill(table, 0);
    }
    int i = JsonCopy.space(bytes, open + 1);
    while (bytes[i] != '}') {
      if (bytes[i] == ',') {
        i = JsonCopy.space(bytes, i + 1);
      }
      int nameEnd = JsonCopy.end(bytes, i);
      int value = JsonCopy.space(bytes, JsonCopy.space(bytes, nameEnd) + 1);
      int end = JsonCopy.end(bytes, value);
      add(i + 1, nameEnd - 1, value, end);
      i = JsonCopy.space(bytes, end);
    }
  }

  private void add(int nameStart, int nameEnd, int start, int end) throws MalformedException {
    if (size == taken.length) {
      taken = Arrays.copyOf(taken, 2 * size);
      positions = Arrays.copyOf(positions, 2 * EACH * size);
    }
    int at = EACH * size;
    positions[at + NAME_START] = nameStart;
    positions[at + NAME_END] = nameEnd;
    positions[at + START] = start;
    positions[at + END] = end;
    int known = name(nameStart, nameEnd);
    // A name that is there with nothing in it is as good as not there.
    boolean isNull = array[start] == 'n';
    int before = known < 0 ? unknown(nameStart, nameEnd) : member[known];
    taken[size] = isNull || before >= 0;
    if (before >= 0 && !isNull) {
      differ(before, start, end, known);
    } else if (known >= 0 && !isNull) {
      member[known] = size;
    }
    size++;
  }

  private int name(int start, int end) {
    if (!JsonCopy.hasBackslash(array, start, end)) {
      return IamName.find(array, start, end);
    }
    byte[] text = new byte[end - start];
    return IamName.find(text, 0, JsonString.decode(array, start, end, text, 0));
  }

  /** The member before this one of the same name, which is none of IAM's that are known. */
  private int unknown(int start, int end) {
    if (2 * size >= table.length) {
      grow();
    }
    int slot = slot(start, end);
    while (table[slot] != 0) {
      int other = table[slot] - 1;
      if (isSame(other, start, end) && !taken[other]) {
        return other;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = size + 1;
    return -1;
  }

  /** All members go in again; the known ones do no harm there. */
  private void grow() {
    table = new int[2 * table.length];
    for (int i = 0; i < size; i++) {
      int slot = slot(positions[EACH * i + NAME_START], positions[EACH * i + NAME_END]);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = i + 1;
    }
  }

  private int slot(int start, int end) {
    byte[] name = array;
    int from = start;
    int to = end;
    if (JsonCopy.hasBackslash(array, start, end)) {
      name = new byte[end - start];
      from = 0;
      to = JsonString.decode(array, start, end, name, 0);
    }
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + name[i];
    }
    return (hash * SPREAD) >>> Integer.numberOfLeadingZeros(table.length - 1);
  }

  private boolean isSame(int other, int start, int end) {
    int from = positions[EACH * other + NAME_START];
    int to = positions[EACH * other + NAME_END];
    boolean escapes =
        JsonCopy.hasBackslash(array, start, end) || JsonCopy.hasBackslash(array, from, to);
    return escapes
        ? JsonString.text(array, start, end).equals(JsonString.text(array, from, to))
        : Arrays.equals(array, start, end, array, from, to);
  }

  private void differ(int before, int start, int end, int known) throws MalformedException {
    int from = positions[EACH * before + START];
    int to = positions[EACH * before + END];
    if (!Arrays.equals(array, start, end, array, from, to)) {
      var name =
          known >= 0
              ? IamName.values()[known].either()
              : JsonString.excerpt(
                  array,
                  positions[EACH * before + NAME_START],
                  positions[EACH * before + NAME_END]);
      throw wrong(name, "is given twice, with different values", start);
    }
  }

  /** Whether there is a member of that name that is not null. */
  boolean has(IamName name) {
    return member[name.ordinal()] >= 0;
  }

  /** Whether there is one; it is no longer of the rest. */
  boolean take(IamName name) {
    int number = member[name.ordinal()];
    if (number < 0) {
      return false;
    }
    taken[number] = true;
    return true;
  }

  /** Takes one that must be a string; where it begins, at its quote. */
  boolean takeText(IamName name) throws MalformedException {
    if (!take(name)) {
      return false;
    }
    expect(name, '"', "a string");
    return true;
  }

  /** Puts a member back among the rest, as not all of it has found a home. */
  void putBack(IamName name) {
    taken[member[name.ordinal()]] = false;
  }

  /** The bytes the positions point into. */
  byte[] array() {
    return array;
  }

  /** Where the value of that name begins. */
  int start(IamName name) {
    return positions[EACH * member[name.ordinal()] + START];
  }

  /** Where it ends. */
  int end(IamName name) {
    return positions[EACH * member[name.ordinal()] + END];
  }

  /** The items of that name's value, which must be an array. */
  JsonItems items(IamName name) throws MalformedException {
    expect(name, '[', "an array");
    return new JsonItems(array, start(name));
  }

  /** Whether anything is left that nobody took. */
  boolean hasRest() {
    for (int i = 0; i < size; i++) {
      if (!taken[i]) {
        return true;
      }
    }
    return false;
  }

  /** Writes the rest as fields of the object under way, each under its own name. */
  void writeRest(JsonOut out) {
    for (int i = 0; i < size; i++) {
      if (!taken[i]) {
        int at = EACH * i;
        out.copy(
            array,
            positions[at + NAME_START],
            positions[at + NAME_END],
            positions[at + START],
            positions[at + END]);
      }
    }
  }

  /**
   * Writes the rest as labels, items of the array under way: each its text, or its JSON as text.
   */
  void writeRestAsLabels(JsonOut out) {
    for (int i = 0; i < size; i++) {
      if (!taken[i]) {
        int at = EACH * i;
        out.label(
            array,
            positions[at + NAME_START],
            positions[at + NAME_END],
            array,
            positions[at + START],
            positions[at + END]);
      }
    }
  }

  /** Makes sure of the kind of a value by its first byte. */
  void expect(IamName name, char first, String kind) throws MalformedException {
    if (array[start(name)] != first) {
      throw wrong(name, "is not " + kind);
    }
  }

  /** What is wrong with a member, with its full name and its place in the event. */
  MalformedException wrong(IamName name, String what) {
    return wrong(name.spelling(), what, start(name));
  }

  /** What is wrong with the member that is not there. */
  MalformedException missing(IamName name) {
    return wrong(name.either(), "is missing", JsonCopy.space(array, eventStart));
  }

  private MalformedException wrong(String name, String what, int at) {
    var path = new StringBuilder(path());
    if (!name.isEmpty()) {
      path.append(path.isEmpty() ? "" : ".").append(name);
    }
    return new MalformedException("iam-record", path + " " + what, at - (long) eventStart);
  }

  /** Where it is in the event, as people write it; put together only when something is wrong. */
  private String path() {
    var before = parent == this ? "" : parent.path();
    var own = item >= 0 ? within + "[" + item + "]" : within;
    return before.isEmpty() ? own : before + "." + own;
  }
}
