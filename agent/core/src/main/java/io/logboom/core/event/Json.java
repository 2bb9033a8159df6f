package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/** JSON texts (RFC 8259) as trees, and back. Stateless, so safe for use by many threads. */
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
   * @throws IllegalArgumentException when it is no JSON: a number that is none, or too deep
   */
  public static void print(Value value, Bytes to) {
    check(value, 0);
    printChecked(value, to);
  }

  /** The value that begins at {@code from}, in bytes known to be valid. */
  static Value valid(byte[] array, int from, int to) {
    return new Tree(array, from, to).read();
  }

  /**
   * Refuses what could not be printed.
   *
   * @param depth how many arrays and objects are around it
   */
  static void check(Value value, int depth) {
    switch (value) {
      case Value.Obj(var fields) -> {
        checkDepth(depth);
        fields.values().forEach(item -> check(item, depth + 1));
      }
      case Value.Arr(var items) -> {
        checkDepth(depth);
        items.forEach(item -> check(item, depth + 1));
      }
      case Value.Num(var digits) -> {
        byte[] bytes = digits.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0
            || !Scan.isNumber(bytes[0])
            || Scan.value(bytes, 0, bytes.length, true) != bytes.length) {
          throw new IllegalArgumentException("not a JSON number: \"" + digits + "\"");
        }
      }
      case Value.Str str -> {}
      case Value.Word word -> {}
    }
  }

  static void printChecked(Value value, Bytes to) {
    switch (value) {
      case Value.Obj(var fields) -> {
        int separator = '{';
        for (var field : fields.entrySet()) {
          to.put(separator);
          Text.print(field.getKey(), to);
          to.put(':');
          printChecked(field.getValue(), to);
          separator = ',';
        }
        close(separator, '{', '}', to);
      }
      case Value.Arr(var items) -> {
        int separator = '[';
        for (var item : items) {
          to.put(separator);
          printChecked(item, to);
          separator = ',';
        }
        close(separator, '[', ']', to);
      }
      case Value.Str(var text) -> Text.print(text, to);
      case Value.Num(var digits) -> to.put(digits);
      case Value.Word word ->
          to.put(
              switch (word) {
                case TRUE -> "true";
                case FALSE -> "false";
                case NULL -> "null";
              });
    }
  }

  /** Ends what was opened with its first item, or was not because there is none. */
  static void close(int separator, char opening, char closing, Bytes to) {
    if (separator == opening) {
      to.put(opening);
    }
    to.put(closing);
  }

  private static void checkDepth(int depth) {
    if (depth >= Scan.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "more than " + Scan.MAX_DEPTH + " arrays and objects inside one another");
    }
  }

  /** Reads valid bytes. Recurses, as deep as the scanner allows at most. */
  private static final class Tree {
    private final byte[] array;
    private final int to;
    private int at;

    Tree(byte[] array, int from, int to) {
      this.array = array;
      this.at = from;
      this.to = to;
    }

    Value read() {
      return switch (array[at]) {
        case '{' -> object();
        case '[' -> items();
        case '"' -> new Value.Str(string());
        case 't' -> word(Value.Word.TRUE);
        case 'f' -> word(Value.Word.FALSE);
        case 'n' -> word(Value.Word.NULL);
        default -> {
          int from = at;
          at = Scan.skip(array, at, to);
          yield new Value.Num(new String(array, from, at - from, StandardCharsets.ISO_8859_1));
        }
      };
    }

    private Value object() {
      var fields = new LinkedHashMap<String, Value>();
      next();
      while (array[at] != '}') {
        String name = string();
        at = Scan.space(array, at, to);
        next();
        fields.put(name, read());
        separator();
      }
      at++;
      return new Value.Obj(Collections.unmodifiableSequencedMap(fields));
    }

    private Value items() {
      var items = new ArrayList<Value>();
      next();
      while (array[at] != ']') {
        items.add(read());
        separator();
      }
      at++;
      return new Value.Arr(List.copyOf(items));
    }

    private void separator() {
      at = Scan.space(array, at, to);
      if (array[at] == ',') {
        next();
      }
    }

    /** Passes one byte and the white space behind it. */
    private void next() {
      at = Scan.space(array, at + 1, to);
    }

    private String string() {
      int start = at + 1;
      int end = Quoted.skip(array, start);
      at = end + 1;
      return Text.decode(array, start, end);
    }

    private Value word(Value.Word word) {
      at += word == Value.Word.FALSE ? 5 : 4;
      return word;
    }
  }
}
