package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;

/**
 * JSON texts (RFC 8259) as trees, and back. Neither way recurses, so depth costs memory on the heap
 * and not a thread's stack. Stateless, so safe for use by many threads.
 */
public final class Json {

  private Json() {}

  /**
   * Parses one JSON text, which may have white space around it. Of duplicate names the last one
   * counts, in the place of the first.
   *
   * @throws MalformedException when the bytes are anything else; places count from {@code from}
   */
  public static Value parse(byte[] array, int from, int to) throws MalformedException {
    if (Scan.text(array, from, to) < 0) {
      throw Scan.problem(array, from, to);
    }
    return valid(array, Scan.space(array, from, to), to);
  }

  /**
   * Prints a tree without white space.
   *
   * @throws IllegalArgumentException when it is no JSON: a number that is none, or too deep; what
   *     was printed so far is part of the row then
   */
  public static void print(Value value, Bytes to) {
    print(value, 0, to);
  }

  /** The value that begins at {@code from}, in bytes known to be valid. */
  static Value valid(byte[] array, int from, int to) {
    return new Tree(array, from, to).read();
  }

  /**
   * Prints a tree that is to stand inside others.
   *
   * @param around how many arrays and objects are around it
   */
  static void print(Value value, int around, Bytes to) {
    var open = new ArrayDeque<Level>();
    Value next = value;
    while (true) {
      switch (next) {
        case Value.Obj(var fields) -> {
          open.push(new Level('}', fields.keySet().iterator(), fields.values().iterator()));
          to.put('{');
        }
        case Value.Arr(var items) -> {
          open.push(new Level(']', Collections.emptyIterator(), items.iterator()));
          to.put('[');
        }
        case Value.Str(var text) -> Text.print(text, to);
        case Value.Num(var digits) -> number(digits, to);
        case Value.Word word ->
            to.put(
                switch (word) {
                  case TRUE -> "true";
                  case FALSE -> "false";
                  case NULL -> "null";
                });
      }
      if (around + open.size() > Scan.MAX_DEPTH) {
        throw new IllegalArgumentException(
            "more than " + Scan.MAX_DEPTH + " arrays and objects inside one another");
      }
      while (!open.isEmpty() && !open.element().items.hasNext()) {
        to.put(open.pop().closing);
      }
      if (open.isEmpty()) {
        return;
      }
      next = open.element().next(to);
    }
  }

  private static void number(String digits, Bytes to) {
    byte[] bytes = digits.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0
        || !Scalar.isNumber(bytes[0])
        || Scan.value(bytes, 0, bytes.length, true) != bytes.length) {
      throw new IllegalArgumentException("not a JSON number: \"" + digits + "\"");
    }
    to.put(bytes);
  }

  /** An object or array that is printed in part. */
  private static final class Level {
    private final char closing;
    private final Iterator<String> names;
    private final Iterator<Value> items;
    private boolean started;

    /**
     * @param names of the items, one for each; none at all in an array
     */
    Level(char closing, Iterator<String> names, Iterator<Value> items) {
      this.closing = closing;
      this.names = names;
      this.items = items;
    }

    /** Prints what is before the next item. */
    Value next(Bytes to) {
      if (started) {
        to.put(',');
      }
      started = true;
      if (names.hasNext()) {
        Text.print(names.next(), to);
        to.put(':');
      }
      return items.next();
    }
  }
}
