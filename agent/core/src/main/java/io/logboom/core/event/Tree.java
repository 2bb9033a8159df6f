package io.logboom.core.event;

import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;

/** Reads one value into a tree, from bytes known to be valid. Used once, by one thread. */
final class Tree {
  private final byte[] array;
  private final int to;
  private int at;

  /**
   * @param from where the value begins
   * @param to where the text ends at the latest
   */
  Tree(byte[] array, int from, int to) {
    this.array = array;
    this.at = from;
    this.to = to;
  }

  Value read() {
    var open = new ArrayDeque<Level>();
    while (true) {
      byte first = array[at];
      Value value;
      if (first == '{' || first == '[') {
        Level level = first == '{' ? new Fields() : new Items();
        next();
        // The closing bracket is the opening one plus 2.
        if (array[at] != first + 2) {
          level.name(this);
          open.push(level);
          continue;
        }
        at++;
        value = level.value();
      } else {
        value = scalar(first);
      }
      while (true) {
        if (open.isEmpty()) {
          return value;
        }
        Level level = open.element();
        level.add(value);
        at = Scan.space(array, at, to);
        if (array[at] == ',') {
          next();
          level.name(this);
          break;
        }
        at++;
        value = open.pop().value();
      }
    }
  }

  /** An object or array that is read in part. */
  private sealed interface Level {

    /** Reads what is before the next value. */
    void name(Tree tree);

    void add(Value value);

    Value value();
  }

  private static final class Fields implements Level {
    private final LinkedHashMap<String, Value> fields = new LinkedHashMap<>();
    private String name = "";

    @Override
    public void name(Tree tree) {
      name = tree.string();
      tree.at = Scan.space(tree.array, tree.at, tree.to);
      tree.next();
    }

    @Override
    public void add(Value value) {
      fields.put(name, value);
    }

    @Override
    public Value value() {
      return new Value.Obj(Collections.unmodifiableSequencedMap(fields));
    }
  }

  private static final class Items implements Level {
    private final ArrayList<Value> items = new ArrayList<>();

    @Override
    public void name(Tree tree) {}

    @Override
    public void add(Value value) {
      items.add(value);
    }

    @Override
    public Value value() {
      return new Value.Arr(Collections.unmodifiableList(items));
    }
  }

  private Value scalar(byte first) {
    return switch (first) {
      case '"' -> new Value.Str(string());
      case 't' -> word(Value.Word.TRUE, 4);
      case 'f' -> word(Value.Word.FALSE, 5);
      case 'n' -> word(Value.Word.NULL, 4);
      default -> {
        int from = at;
        at = Scan.skip(array, from, to);
        yield new Value.Num(new String(array, from, at - from, StandardCharsets.ISO_8859_1));
      }
    };
  }

  private Value word(Value.Word word, int length) {
    at += length;
    return word;
  }

  private String string() {
    int start = at + 1;
    int end = Quoted.skip(array, start);
    at = end + 1;
    return Text.decode(array, start, end);
  }

  /** Passes one byte and the white space behind it. */
  private void next() {
    at = Scan.space(array, at + 1, to);
  }
}
