package io.logboom.core.framing;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.event.Scan;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.UndeliveredException;
import io.logboom.spi.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object with an array of events somewhere in it, walked member by member. What is not on the
 * way to the array is run over, whatever its size, by its quotes and brackets alone.
 *
 * <p>The walk can begin on approval, when the object may turn out to be an event of its own: then
 * it is kept and every member judged, until the array shows up (its items are the events) or the
 * object is too large to be an event (it is no longer kept). Used by one thread.
 */
final class Document {
  private final Window window;
  private final Values values;
  private final Origin origin;
  private final List<byte[]> path;
  private final FieldPath words;

  private boolean kept;
  private boolean found;
  private String instead = "";
  private int wrongAt;
  private byte @Nullable [] excerpt;

  Document(Window window, Values values, FieldPath path, Origin origin) {
    this.window = window;
    this.values = values;
    this.origin = origin;
    this.words = path;
    this.path = path.steps().stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** Reads the whole stream as one document. */
  void read() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    int c = window.token();
    if (c < 0) {
      throw malformed("not-json", "the document is empty");
    }
    if (c != '{') {
      throw malformed(
          c == '[' ? "no-records" : "not-json",
          "the document is not an object, so it has no " + words);
    }
    walk(false);
    if (!found) {
      throw malformed(
          "no-records",
          instead.isEmpty() ? words + " is missing" : words + " is " + instead + ", not an array");
    }
    if (window.token() >= 0) {
      throw malformed("trailing-garbage", "something follows the document");
    }
  }

  /**
   * Walks the object at the reader.
   *
   * @param onApproval whether it may be an event of its own; then its bytes are kept as long as
   *     that may be, from where the reader is now
   * @return false when a kept object is malformed: {@link #wrongAt} tells where
   */
  boolean walk(boolean onApproval)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    kept = onApproval;
    found = false;
    instead = "";
    excerpt = null;
    if (onApproval) {
      window.keep();
    }
    return object(0);
  }

  /** Whether the array was there. */
  boolean found() {
    return found;
  }

  /** The first bytes of an object that became too large to keep. */
  byte @Nullable [] excerpt() {
    return excerpt;
  }

  /** Where a malformed object is wrong, counted from its beginning. */
  int wrongAt() {
    return wrongAt;
  }

  private boolean object(int level)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    w.at++;
    int c = token();
    if (c == '}') {
      w.at++;
      return true;
    }
    boolean last = level == path.size() - 1;
    while (true) {
      int end = c == '"' ? name() : ~w.at;
      if (end < 0) {
        return wrong(~end, c, "a name");
      }
      boolean match = is(path.get(level), w.at, end);
      w.at = end;
      unkeepName();
      c = token();
      if (c != ':') {
        return wrong(w.at, c, "a colon");
      }
      w.at++;
      c = token();
      if (match && last && c == '[') {
        found = true;
        kept = false;
        w.letGo();
        w.at++;
        items();
      } else if (match && !last && c == '{') {
        if (!object(level + 1)) {
          return false;
        }
      } else {
        if (match) {
          instead =
              kind(c)
                  + (last ? "" : " at " + String.join(".", words.steps().subList(0, level + 1)));
        }
        if (!member(c)) {
          return false;
        }
      }
      c = token();
      if (c == '}') {
        w.at++;
        return true;
      }
      if (c != ',') {
        return wrong(w.at, c, "a comma or a brace");
      }
      w.at++;
      c = token();
    }
  }

  /** As the window's, but white space is not kept beyond what an event may have. */
  private int token()
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    while (true) {
      int c = window.tokenHere();
      if (c >= 0) {
        return c;
      }
      if (kept && window.to - window.start() > values.most()) {
        giveUp();
      }
      if (!window.more()) {
        return -1;
      }
    }
  }

  /** Makes a name whole; where it ends, or {@code ~position} where it is wrong. */
  private int name()
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    if (!kept) {
      window.keep();
    }
    int end = values.whole();
    if (end != Values.TOO_LARGE) {
      return end;
    }
    if (!kept) {
      return ~window.at;
    }
    giveUp();
    return name();
  }

  private void unkeepName() {
    if (!kept) {
      window.letGo();
    }
  }

  private boolean is(byte[] step, int from, int end) throws MalformedException {
    byte[] array = window.array;
    if (Arrays.equals(array, from + 1, end - 1, step, 0, step.length)) {
      return true;
    }
    if (Eight.find(array, from, end, (byte) '\\') < 0) {
      return false;
    }
    var name = JsonEvent.valid(array, from, end - from, origin, 0).tree();
    return name.equals(new Value.Str(new String(step, StandardCharsets.UTF_8)));
  }

  /** Gets past a value that is not on the way. */
  private boolean member(int c)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    switch (c) {
      case ',', ':', '}', ']', -1 -> {
        return wrong(window.at, c, "a value");
      }
      default -> {}
    }
    if (kept) {
      int end = values.whole();
      if (end >= 0) {
        window.at = end;
        return true;
      }
      if (end != Values.TOO_LARGE) {
        return wrong(~end, 0, "JSON");
      }
      giveUp();
    }
    values.skip();
    return true;
  }

  /** The object is too large to be an event; it may still hold the array. */
  private void giveUp() {
    excerpt = window.excerpt(window.to);
    kept = false;
    window.letGo();
  }

  /** Reads the array whose bracket is just behind the reader: an event an item. */
  void items() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    int c = w.token();
    if (c == ']') {
      w.at++;
      return;
    }
    while (true) {
      item(c);
      c = w.token();
      if (c == ']') {
        w.at++;
        return;
      }
      if (c != ',') {
        throw expected(w.at, c, "a comma or a bracket");
      }
      w.at++;
      c = w.token();
    }
  }

  private void item(int c)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    switch (c) {
      case '{' -> {
        w.keep();
        int end = values.wholeObject();
        if (end >= 0) {
          int start = w.at;
          w.at = end;
          w.letGo();
          w.event(start, end, values.notes());
        } else if (end == Values.TOO_LARGE) {
          values.reject("");
        } else {
          values.reject("not JSON: " + problem());
        }
      }
      case ',', ':', '}', ']', -1 -> throw expected(w.at, c, "an item");
      default -> values.reject("not an object but " + kind(c));
    }
  }

  /** What is wrong with the value at the reader. */
  String problem() {
    return String.valueOf(Scan.problem(window.array, window.start(), window.to).getMessage());
  }

  private boolean wrong(int position, int c, String expected) throws MalformedException {
    if (c < 0) {
      throw values.cut();
    }
    if (!kept) {
      throw expected(position, c, expected);
    }
    wrongAt = position - window.start();
    return false;
  }

  private MalformedException expected(int position, int c, String expected) {
    return c < 0
        ? values.cut()
        : new MalformedException("not-json", expected + " was expected", window.offset(position));
  }

  private MalformedException malformed(String reason, String message) {
    return new MalformedException(reason, message, window.offset(window.at));
  }

  static String kind(int c) {
    return switch (c) {
      case '{' -> "an object";
      case '[' -> "an array";
      case '"' -> "a string";
      case 'n' -> "null";
      case 't', 'f' -> "true or false";
      default -> "a number";
    };
  }
}
