package io.logboom.filters.udm.schema;

import io.logboom.filters.JsonString;
import io.logboom.filters.udm.schema.Problem.Level;
import io.logboom.spi.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes once through a JSON text, field by field as the messages have them, and notes what is wrong
 * and what is there. Allocates nothing while all is well. Used by one thread, again and again.
 */
final class Walk {

  /** No more problems than this are told. */
  static final int MOST = 50;

  private static final int DEPTH = JsonReader.DEEPEST + 2;

  private final JsonReader in = new JsonReader();
  private final Field[] path = new Field[DEPTH];
  private final int[] items = new int[DEPTH];
  private final Scalars scalars = new Scalars(this);
  private List<Problem> problems = new ArrayList<>();
  private Level least = Level.WARNING;
  private byte[] text = {};
  private int textStart;
  private int textEnd;
  private byte[] scratch = new byte[256];
  private int depth;
  private long set;
  private long many;
  private int type;

  /** What is wrong with the text, seen as a message of these rules. */
  List<Problem> run(Rules rules, byte[] array, int offset, int length, Level from) {
    in.reset(array, offset, length);
    least = from;
    problems = problems.isEmpty() ? problems : new ArrayList<>();
    depth = 0;
    set = 0;
    many = 0;
    type = 0;
    try {
      if (in.peek() == '{') {
        message(rules.root(), rules.watch());
      } else {
        problem(Level.ERROR, "not an object");
        in.any(0);
        in.end();
        return problems;
      }
      in.end();
    } catch (MalformedException e) {
      depth = 0;
      problem(Level.ERROR, "not JSON: " + e.getMessage());
      return problems;
    }
    var due = rules.of(type);
    for (int i = 0; i < due.size(); i++) {
      var rule = due.get(i);
      if (rule.broken(set, many)) {
        problem(rule.level(), rule.path(), rule.reason());
      }
    }
    return problems.isEmpty() ? List.of() : problems;
  }

  /** Passes an object; whether any of its fields is set. */
  private boolean message(Message message, Watch watch) throws MalformedException {
    in.deep(depth + 1);
    in.pass();
    long seen = 0;
    long there = 0;
    if (in.peek() == '}') {
      in.pass();
    } else {
      do {
        in.name();
        int number = number(message);
        if (number < 0) {
          in.any(depth + 1);
          continue;
        }
        enter(message.field(number));
        long bit = 1L << number;
        if ((seen & bit) != 0) {
          problem(Level.ERROR, "given twice");
        }
        seen |= bit;
        if (field(message.field(number), watch)) {
          there |= bit;
          note(watch.bit(number));
        }
        depth--;
      } while (in.more('}'));
    }
    long missing = message.required() & ~there;
    if (missing != 0) {
      enter(message.field(Long.numberOfTrailingZeros(missing)));
      problem(Level.ERROR, "missing");
      depth--;
    }
    return there != 0;
  }

  /** The number of the field whose name was just passed. */
  private int number(Message message) {
    content();
    int number = message.find(text, textStart, textEnd);
    if (number < 0) {
      var name = JsonString.excerpt(text, textStart, textEnd);
      var where = path();
      problem(
          Level.ERROR,
          where.isEmpty() ? name : where + "." + name,
          "unknown field of " + message.name());
    }
    return number;
  }

  private boolean field(Field field, Watch watch) throws MalformedException {
    byte b = in.peek();
    if (b == 'n') {
      in.word("null");
      return false;
    }
    if (field.map()) {
      return map(field, b);
    }
    return field.repeated() ? items(field, watch, b) : value(field, watch, b);
  }

  private boolean items(Field field, Watch watch, byte first) throws MalformedException {
    if (first != '[') {
      return scalars.wrong("not an array");
    }
    in.pass();
    int count = 0;
    boolean there = false;
    if (in.peek() == ']') {
      in.pass();
      return false;
    }
    do {
      items[depth] = count++;
      byte b = in.peek();
      if (b == 'n') {
        in.word("null");
        problem(Level.ERROR, "null in an array");
      } else {
        there |= value(field, watch, b) || field.kind() != Kind.MESSAGE;
      }
    } while (in.more(']'));
    items[depth] = -1;
    int bit = watch.bit(field.number());
    if (count > 1 && bit >= 0) {
      many |= 1L << bit;
    }
    return there;
  }

  private boolean map(Field field, byte first) throws MalformedException {
    if (first != '{') {
      return scalars.wrong("not an object");
    }
    in.pass();
    if (in.peek() == '}') {
      in.pass();
      return false;
    }
    do {
      in.name();
      byte b = in.peek();
      if (b == 'n') {
        in.word("null");
        problem(Level.ERROR, "null in a map");
      } else {
        value(field, Watch.NONE, b);
      }
    } while (in.more('}'));
    return true;
  }

  private boolean value(Field field, Watch watch, byte first) throws MalformedException {
    if (field.kind() != Kind.MESSAGE) {
      return scalars.read(field, watch, first);
    }
    if (first != '{') {
      return scalars.wrong("not an object");
    }
    return message(field.message().orElseThrow(), watch.below(field.number()));
  }

  private void enter(Field field) {
    path[++depth] = field;
    items[depth] = -1;
  }

  /** Takes the string just passed out of its escapes. */
  void content() {
    text = in.array();
    textStart = in.start();
    textEnd = in.stop();
    if (in.escaped()) {
      if (scratch.length < textEnd - textStart) {
        scratch = new byte[textEnd - textStart];
      }
      textEnd = JsonString.decode(text, textStart, textEnd, scratch, 0);
      textStart = 0;
      text = scratch;
    }
  }

  /** Takes the number just passed as it is. */
  void bare() {
    text = in.array();
    textStart = in.start();
    textEnd = in.stop();
  }

  JsonReader in() {
    return in;
  }

  byte[] text() {
    return text;
  }

  int textStart() {
    return textStart;
  }

  int textEnd() {
    return textEnd;
  }

  int depth() {
    return depth;
  }

  void note(int bit) {
    if (bit >= 0) {
      set |= 1L << bit;
    }
  }

  void typeIs(int number) {
    type = number;
  }

  void problem(Level level, String reason) {
    if (level.compareTo(least) >= 0) {
      problem(level, path(), reason);
    }
  }

  private void problem(Level level, String where, String reason) {
    if (level.compareTo(least) >= 0 && problems.size() < MOST) {
      problems.add(new Problem(level, where, reason));
    }
  }

  private String path() {
    var where = new StringBuilder();
    for (int i = 1; i <= depth; i++) {
      where.append(i > 1 ? "." : "").append(path[i].name());
      if (items[i] >= 0) {
        where.append('[').append(items[i]).append(']');
      }
    }
    return where.toString();
  }
}
