package io.logboom.filters.udm.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of a message that rules ask for, and where to note that they are there: each path has
 * a bit of a long. A tree, made with the rules; not changed after that.
 */
final class Watch {

  /** Watches nothing. */
  static final Watch NONE = new Watch(new Message("nothing"));

  private final Message message;
  private final int[] bits;
  private final Watch[] below;
  private final List<Wanted> wanted = new ArrayList<>();
  private int type = -1;

  /** A value of an enum that a rule asks for. */
  private record Wanted(int field, int number, int bit) {}

  Watch(Message message) {
    this.message = message;
    bits = new int[message.size()];
    Arrays.fill(bits, -1);
    below = new Watch[message.size()];
    Arrays.fill(below, this);
  }

  /** The bit of that field; -1 when nobody asks for it. */
  int bit(int field) {
    return this == NONE ? -1 : bits[field];
  }

  /** What is watched within that field. */
  Watch below(int field) {
    return this == NONE || below[field] == this ? NONE : below[field];
  }

  /** The bit of that value of that field; -1 when nobody asks for it. */
  int bit(int field, int number) {
    for (int i = 0; i < wanted.size(); i++) {
      var one = wanted.get(i);
      if (one.field == field && one.number == number) {
        return one.bit;
      }
    }
    return -1;
  }

  /** Whether that field says of what type the whole is. */
  boolean isType(int field) {
    return field == type;
  }

  void typeIs(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      type = message.field(path).number();
    } else {
      step(path.substring(0, dot)).typeIs(path.substring(dot + 1));
    }
  }

  /** Asks for a path; gives its bit, which is the next free one when the path is new. */
  int ask(String path, int free) {
    int dot = path.indexOf('.');
    if (dot >= 0) {
      return step(path.substring(0, dot)).ask(path.substring(dot + 1), free);
    }
    int equals = path.indexOf('=');
    var field = message.field(equals < 0 ? path : path.substring(0, equals));
    int number = field.number();
    if (equals < 0) {
      if (bits[number] < 0) {
        bits[number] = free;
      }
      return bits[number];
    }
    int value = field.values().orElseThrow().number(path.substring(equals + 1));
    int known = bit(number, value);
    if (known >= 0) {
      return known;
    }
    wanted.add(new Wanted(number, value, free));
    return free;
  }

  private Watch step(String name) {
    var field = message.field(name);
    if (below[field.number()] == this) {
      below[field.number()] = new Watch(field.message().orElseThrow());
    }
    return below[field.number()];
  }
}
