package io.logboom.filters.udm;

import io.logboom.spi.Fields;
import io.logboom.spi.Names;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the fields of one object of a record stand, by name: those that UDM has a place for, each
 * with its positions, and the {@linkplain Rest rest}. Filled again and again by the thread it
 * belongs to, so nothing is allocated.
 *
 * <p>A place takes a scalar, or an object, as the name asks for; a value of any other kind is among
 * the rest. {@code null} is nothing, and so is an empty string where a scalar is asked for. Of a
 * name that is there twice the last one counts, and those before it are among the rest.
 */
final class Part {

  /** The kinds of values. */
  enum Takes {
    SCALAR,
    OBJECT,
    ARRAY
  }

  private final List<String> texts;
  private final Names names;
  private final Takes[] takes;
  private final int[] starts;
  private final int[] ends;
  private final int[] fields;
  private final Rest rest = new Rest();

  /** The last reading that found a value of another kind than the name takes. */
  private final int[] misfits;

  private int reading;
  private byte[] array = {};

  /**
   * @param names the names with a place
   * @param takes what each of them takes
   */
  Part(List<String> names, Takes... takes) {
    this.texts = List.copyOf(names);
    this.names = Names.of(names);
    this.takes = takes.clone();
    this.starts = new int[takes.length];
    this.ends = new int[takes.length];
    this.fields = new int[takes.length];
    this.misfits = new int[takes.length];
  }

  /** A part all of whose names take a scalar. */
  static Part scalars(String... names) {
    var takes = new Takes[names.length];
    Arrays.fill(takes, Takes.SCALAR);
    return new Part(List.of(names), takes);
  }

  /** Forgets what it has. */
  void clear() {
    Arrays.fill(starts, 0);
    rest.clear();
  }

  /** Takes an object in. */
  void read(Fields object) {
    clear();
    array = object.array();
    int size = object.size();
    boolean twice = false;
    reading++;
    boolean misfit = false;
    for (int i = 0; i < size; i++) {
      int name = object.indexIn(names, i);
      if (name < 0) {
        rest.add(object, i);
      } else if (fits(takes[name], object.kind(i))) {
        if (starts[name] > 0) {
          rest.add(object, fields[name]);
          twice = true;
        }
        place(object, i, name);
      } else if (object.kind(i) != 'n') {
        rest.add(object, i);
        misfits[name] = reading;
        misfit = true;
      }
    }
    for (int name = 0; misfit && name < starts.length; name++) {
      twice |= misfits[name] == reading && starts[name] > 0;
    }
    rest.settle(array, twice ? taken() : Set.of());
  }

  private void place(Fields object, int i, int name) {
    int start = object.valueStart(i);
    int end = object.valueEnd(i);
    boolean empty = end - start == 2 && takes[name] == Takes.SCALAR && array[start] == '"';
    fields[name] = i;
    starts[name] = empty ? 0 : start;
    ends[name] = end;
  }

  private Set<String> taken() {
    var taken = new HashSet<String>();
    for (int name = 0; name < starts.length; name++) {
      if (starts[name] > 0) {
        taken.add(texts.get(name));
      }
    }
    return taken;
  }

  private static boolean fits(Takes takes, byte kind) {
    return switch (takes) {
      case SCALAR -> kind != '{' && kind != '[' && kind != 'n';
      case OBJECT -> kind == '{';
      case ARRAY -> kind == '[';
    };
  }

  /** The array that the positions point into. */
  byte[] array() {
    return array;
  }

  /** Whether there is such a value. */
  boolean has(int name) {
    return starts[name] > 0;
  }

  /** Where the value begins, at its quote; good only when there is one. */
  int start(int name) {
    return starts[name];
  }

  /** Where the value ends, behind its quote. */
  int end(int name) {
    return ends[name];
  }

  /** How many bytes the value has. */
  int length(int name) {
    return starts[name] == 0 ? 0 : ends[name] - starts[name];
  }

  /** The number of the value's field in its object. */
  int field(int name) {
    return fields[name];
  }

  /** Whether the value is a string of just these bytes, which need no escapes. */
  boolean is(int name, byte[] text) {
    int start = starts[name];
    return start > 0
        && array[start] == '"'
        && Arrays.equals(array, start + 1, ends[name] - 1, text, 0, text.length);
  }

  /** The fields without a place. */
  Rest rest() {
    return rest;
  }
}
