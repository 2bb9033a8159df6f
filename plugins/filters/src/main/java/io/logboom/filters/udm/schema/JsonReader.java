package io.logboom.filters.udm.schema;

import io.logboom.spi.MalformedException;

/**
 * Reads JSON (RFC 8259) forward, value by value, and judges it while it does: what it has passed is
 * valid. Strict, with two limits more that come from protocol buffers: text is valid UTF-8 without
 * half a surrogate pair even in escapes, and nothing is nested deeper than {@link #DEEPEST}. Used
 * by one thread.
 */
final class JsonReader {

  /** How deep protocol buffers go. */
  static final int DEEPEST = 100;

  /** What is not a message of its own is a Struct: an entry, a value and a struct at each level. */
  private static final int STRUCT_STEP = 3;

  private byte[] array = {};
  private int begin;
  private int at;
  private int end;
  private int start;
  private int stop;
  private boolean escaped;

  void reset(byte[] bytes, int offset, int length) {
    array = bytes;
    begin = offset;
    at = offset;
    end = offset + length;
  }

  byte[] array() {
    return array;
  }

  /** Where the content of the last string begins, or the last number or word. */
  int start() {
    return start;
  }

  /** Where it ends. */
  int stop() {
    return stop;
  }

  /** Whether there is a backslash in the last string. */
  boolean escaped() {
    return escaped;
  }

  /** The next byte that is not white space, not passed yet. */
  byte peek() throws MalformedException {
    while (at < end) {
      byte b = array[at];
      if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
        return b;
      }
      at++;
    }
    throw malformed("it ends too early");
  }

  /** Passes one byte that has been looked at. */
  void pass() {
    at++;
  }

  /** Whether the value under way goes on: passes the comma, or the closing bracket. */
  boolean more(char close) throws MalformedException {
    byte b = peek();
    if (b != ',' && b != close) {
      throw malformed("neither a comma nor a closing bracket");
    }
    at++;
    if (b == ',' && peek() == close) {
      throw malformed("a comma before a closing bracket");
    }
    return b == ',';
  }

  /** Passes a field's name and its colon. */
  void name() throws MalformedException {
    if (peek() != '"') {
      throw malformed("a field without a name in quotes");
    }
    string();
    int nameStart = start;
    int nameStop = stop;
    if (peek() != ':') {
      throw malformed("no colon after a name");
    }
    at++;
    start = nameStart;
    stop = nameStop;
  }

  /** Makes sure that nothing follows. */
  void end() throws MalformedException {
    while (at < end) {
      byte b = array[at];
      if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
        throw malformed("something follows the object");
      }
      at++;
    }
  }

  /** Passes a string. */
  void string() throws MalformedException {
    at++;
    start = at;
    escaped = false;
    while (at < end) {
      byte b = array[at];
      if (b == '"') {
        stop = at++;
        return;
      }
      if (b == '\\') {
        escaped = true;
        escape();
      } else if (b < 0) {
        multibyte(b & 0xFF);
      } else if (b < ' ') {
        throw malformed("a control character in a string");
      } else {
        at++;
      }
    }
    throw malformed("a string without an end");
  }

  private void escape() throws MalformedException {
    byte b = at + 1 < end ? array[at + 1] : 0;
    switch (b) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at += 2;
      case 'u' -> {
        int c = hex(at + 2);
        if (c >= 0xDC00 && c < 0xE000) {
          throw malformed("half a surrogate pair");
        }
        if (c >= 0xD800 && c < 0xDC00) {
          boolean pair = at + 7 < end && array[at + 6] == '\\' && array[at + 7] == 'u';
          int low = pair ? hex(at + 8) : 0;
          if (low < 0xDC00 || low > 0xDFFF) {
            throw malformed("half a surrogate pair");
          }
          at += 6;
        }
        at += 6;
      }
      default -> throw malformed("not an escape");
    }
  }

  private int hex(int from) throws MalformedException {
    int c = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < end ? Character.digit(array[i], 16) : -1;
      if (digit < 0) {
        throw malformed("not an escape");
      }
      c = 16 * c + digit;
    }
    return c;
  }

  /** RFC 3629: the shortest form only, no surrogates, nothing above U+10FFFF. */
  private void multibyte(int first) throws MalformedException {
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4 || at + more >= end) {
      throw malformed("not UTF-8");
    }
    int second = array[at + 1] & 0xFF;
    boolean valid =
        switch (first) {
          case 0xE0 -> second >= 0xA0;
          case 0xED -> second < 0xA0;
          case 0xF0 -> second >= 0x90;
          case 0xF4 -> second < 0x90;
          default -> true;
        };
    for (int i = 1; i <= more; i++) {
      valid &= (array[at + i] & 0xC0) == 0x80;
    }
    if (!valid) {
      throw malformed("not UTF-8");
    }
    at += more + 1;
  }

  /** Passes a number. */
  void number() throws MalformedException {
    start = at;
    if (array[at] == '-') {
      at++;
    }
    if (at < end && array[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && array[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (array[at] == 'e' || array[at] == 'E')) {
      at++;
      if (at < end && (array[at] == '+' || array[at] == '-')) {
        at++;
      }
      digits();
    }
    stop = at;
  }

  private void digits() throws MalformedException {
    int from = at;
    while (at < end && array[at] >= '0' && array[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw malformed("not a value");
    }
  }

  /** Passes true, false or null. */
  void word(String word) throws MalformedException {
    start = at;
    for (int i = 0; i < word.length(); i++) {
      if (at >= end || array[at] != word.charAt(i)) {
        throw malformed("not a value");
      }
      at++;
    }
    stop = at;
  }

  /** Passes any value; false when it is null. */
  boolean any(int depth) throws MalformedException {
    byte b = peek();
    switch (b) {
      case '"' -> string();
      case '{' -> object(depth + STRUCT_STEP);
      case '[' -> items(depth + STRUCT_STEP);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
    return b != 'n';
  }

  private void object(int depth) throws MalformedException {
    deep(depth);
    at++;
    if (peek() == '}') {
      at++;
      return;
    }
    do {
      name();
      any(depth);
    } while (more('}'));
  }

  private void items(int depth) throws MalformedException {
    deep(depth);
    at++;
    if (peek() == ']') {
      at++;
      return;
    }
    do {
      any(depth);
    } while (more(']'));
  }

  /** Bounds the nesting. */
  void deep(int depth) throws MalformedException {
    if (depth > DEEPEST) {
      throw malformed("nested deeper than " + DEEPEST);
    }
  }

  MalformedException malformed(String what) {
    return new MalformedException("not-json", what, at - (long) begin);
  }
}
