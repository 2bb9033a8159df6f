package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object or array that an edit leads through, one level of it taken apart. */
final class Opened implements Node {
  private static final Slice NO_NAME = new Slice(new byte[0], 0, 0);
  private static final Opened EMPTY = new Opened(true, List.of());

  /** Else it is an array, and its members' names mean nothing. */
  private final boolean object;

  private final List<Member> members;

  Opened(boolean object, List<Member> members) {
    this.object = object;
    this.members = members;
  }

  /** A field or an item; the name is a JSON string's content, escapes still in it. */
  record Member(Slice name, Node node) {

    static Member named(String name, Node node) {
      var quoted = new Bytes(byte[]::new);
      Text.print(name, quoted);
      return new Member(new Slice(quoted.array(), 1, quoted.position() - 1), node);
    }

    boolean is(String text) {
      return Text.same(name.array(), name.start(), name.end(), text);
    }

    Member with(Node newNode) {
      return new Member(name, newNode);
    }
  }

  /** Takes the object or array apart that the bytes begin with; they are known to be valid. */
  static Opened of(Slice bytes) {
    byte[] array = bytes.array();
    int start = bytes.start();
    int end = bytes.end();
    boolean object = array[start] == '{';
    var members = new ArrayList<Member>();
    int i = Scan.space(array, start + 1, end);
    while (array[i] != '}' && array[i] != ']') {
      Slice name = NO_NAME;
      if (object) {
        name = new Slice(array, i + 1, Quoted.skip(array, i + 1));
        i = Scan.space(array, Scan.space(array, name.end() + 1, end) + 1, end);
      }
      int valueEnd = Scan.skip(array, i, end);
      members.add(new Member(name, new Raw(new Slice(array, i, valueEnd))));
      i = Scan.space(array, valueEnd, end);
      if (array[i] == ',') {
        i = Scan.space(array, i + 1, end);
      }
    }
    return new Opened(object, members);
  }

  /** This with the node where the steps from {@code step} on lead to. */
  Opened put(List<String> steps, int step, Node node) {
    String name = steps.get(step);
    int at = last(name);
    Node child = node;
    if (step + 1 < steps.size()) {
      Opened inner = at < 0 ? null : members.get(at).node().opened();
      if (inner == null || (!inner.object && inner.last(steps.get(step + 1)) < 0)) {
        inner = EMPTY;
      }
      child = inner.put(steps, step + 1, node);
    }
    var changed = new ArrayList<Member>(members.size() + 1);
    for (int i = 0; i < members.size(); i++) {
      var member = members.get(i);
      if (i == at) {
        changed.add(member.with(child));
      } else if (!object || !member.is(name)) {
        changed.add(member);
      }
    }
    if (at < 0) {
      changed.add(Member.named(name, child));
    }
    return new Opened(object, changed);
  }

  /**
   * This without what the steps from {@code step} on lead to; itself when there is no such thing.
   */
  Opened remove(List<String> steps, int step) {
    String name = steps.get(step);
    int item = object ? -1 : Paths.item(name);
    var left = new ArrayList<Member>(members.size());
    boolean changed = false;
    for (int i = 0; i < members.size(); i++) {
      var member = members.get(i);
      if (object ? !member.is(name) : i != item) {
        left.add(member);
      } else if (step + 1 == steps.size()) {
        changed = true;
      } else {
        Opened inner = member.node().opened();
        Opened without = inner == null ? null : inner.remove(steps, step + 1);
        if (without == null || without == inner) {
          left.add(member);
        } else {
          left.add(member.with(without));
          changed = true;
        }
      }
    }
    return changed ? new Opened(object, left) : this;
  }

  @Override
  public @Nullable Value get(List<String> steps, int step) {
    if (step == steps.size()) {
      return value();
    }
    int at = last(steps.get(step));
    return at < 0 ? null : members.get(at).node().get(steps, step + 1);
  }

  @Override
  public void print(Bytes to) {
    to.put(object ? '{' : '[');
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        to.put(',');
      }
      if (object) {
        to.put('"');
        members.get(i).name().print(to);
        to.put('"').put(':');
      }
      members.get(i).node().print(to);
    }
    to.put(object ? '}' : ']');
  }

  @Override
  public Value value() {
    if (!object) {
      return new Value.Arr(members.stream().map(member -> member.node().value()).toList());
    }
    var fields = new LinkedHashMap<String, Value>();
    for (var member : members) {
      var name = member.name();
      fields.put(Text.decode(name.array(), name.start(), name.end()), member.node().value());
    }
    return new Value.Obj(Collections.unmodifiableSequencedMap(fields));
  }

  @Override
  public Opened opened() {
    return this;
  }

  /** The last member of that name, or the item of that number; -1 for none. */
  private int last(String name) {
    if (!object) {
      int item = Paths.item(name);
      return item < members.size() ? item : -1;
    }
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).is(name)) {
        return i;
      }
    }
    return -1;
  }
}
