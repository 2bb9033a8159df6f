package io.logboom.filters.udm.schema;

import io.logboom.filters.JsonString;
import io.logboom.filters.udm.schema.Problem.Level;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Names;

/** Judges the values that are no messages, as a walk comes by them. Used by one thread. */
final class Scalars {
  private static final Names NOT_FINITE = Names.of("NaN", "Infinity", "-Infinity");

  private final Walk walk;
  private final JsonReader in;

  Scalars(Walk walk) {
    this.walk = walk;
    this.in = walk.in();
  }

  /** Passes a value that is not null; whether it is other than the default of its kind. */
  boolean read(Field field, Watch watch, byte first) throws MalformedException {
    return switch (field.kind()) {
      case STRING, BYTES, TIMESTAMP, DURATION, IP, EMAIL ->
          first == '"' ? string(field) : wrong("not a string");
      case BOOL -> bool(first);
      case INT32, UINT32, INT64, UINT64 -> integer(field.kind(), first);
      case FLOAT, DOUBLE -> floating(field.kind(), first);
      case STRUCT -> first == '{' ? in.any(walk.depth()) : wrong("not an object");
      case LIST -> first == '[' ? in.any(walk.depth()) : wrong("not an array");
      case VALUE -> in.any(walk.depth());
      case ENUM -> enumeration(field, watch, first);
      case MESSAGE -> throw new IllegalStateException("a message is no scalar");
    };
  }

  /** Passes a value of the wrong type, and says so; it is there all the same. */
  boolean wrong(String reason) throws MalformedException {
    walk.problem(Level.ERROR, reason);
    in.any(walk.depth());
    return true;
  }

  private boolean string(Field field) throws MalformedException {
    in.string();
    walk.content();
    byte[] text = walk.text();
    int start = walk.textStart();
    int end = walk.textEnd();
    if (field.limit() > 0 && end - start > field.limit()) {
      walk.problem(
          field.limitLevel(),
          "of %,d bytes, where %,d are the most".formatted(end - start, field.limit()));
    }
    switch (field.kind()) {
      case TIMESTAMP -> time(text, start, end);
      case BYTES -> form(Forms.isBase64(text, start, end), "base64");
      case DURATION -> form(Forms.isDuration(text, start, end), "a duration such as 3.5s");
      case IP -> form(Forms.isAddress(text, start, end), "an IP address");
      case EMAIL -> {
        if (!hasAt(text, start, end)) {
          walk.problem(Level.WARNING, "not an e-mail address");
        }
      }
      case STRING,
          BOOL,
          INT32,
          UINT32,
          INT64,
          UINT64,
          FLOAT,
          DOUBLE,
          STRUCT,
          VALUE,
          LIST,
          ENUM,
          MESSAGE -> {
        // Any text will do, or it is no text.
      }
    }
    return end > start;
  }

  private void form(boolean right, String form) {
    if (!right) {
      walk.problem(
          Level.ERROR,
          "not "
              + form
              + ": \""
              + JsonString.excerpt(walk.text(), walk.textStart(), walk.textEnd())
              + "\"");
    }
  }

  private void time(byte[] text, int start, int end) {
    switch (Forms.time(text, start, end)) {
      case NORMAL -> {}
      case OTHER ->
          walk.problem(Level.WARNING, "not in UTC with 0, 3, 6 or 9 digits of the fraction");
      case NONE -> form(false, "a time of RFC 3339");
    }
  }

  private static boolean hasAt(byte[] text, int start, int end) {
    for (int i = start + 1; i < end - 1; i++) {
      if (text[i] == '@') {
        return true;
      }
    }
    return false;
  }

  private boolean bool(byte first) throws MalformedException {
    switch (first) {
      case 't' -> in.word("true");
      case 'f' -> in.word("false");
      default -> wrong("neither true nor false");
    }
    return first == 't';
  }

  private boolean integer(Kind kind, byte first) throws MalformedException {
    if (!number(first)) {
      return wrong("not a number");
    }
    byte[] text = walk.text();
    boolean quoted = first == '"';
    boolean large = kind == Kind.INT64 || kind == Kind.UINT64;
    boolean right = Forms.isInteger(kind, text, walk.textStart(), walk.textEnd());
    form(right, "a whole number in range");
    if (right && large != quoted) {
      walk.problem(
          Level.WARNING, large ? "a 64-bit number that is no string" : "a number in quotes");
    }
    return text[walk.textStart()] != '0';
  }

  private boolean floating(Kind kind, byte first) throws MalformedException {
    if (!number(first)) {
      return wrong("not a number");
    }
    byte[] text = walk.text();
    int start = walk.textStart();
    int end = walk.textEnd();
    boolean word = first == '"' && NOT_FINITE.indexOf(text, start, end) >= 0;
    form(word || Forms.isFloating(kind, text, start, end), "a number in range");
    return true;
  }

  /** Passes a number, in quotes or not; false when it is something else. */
  private boolean number(byte first) throws MalformedException {
    if (first == '"') {
      in.string();
      walk.content();
      return true;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
      in.number();
      walk.bare();
      return true;
    }
    return false;
  }

  private boolean enumeration(Field field, Watch watch, byte first) throws MalformedException {
    var values = field.values().orElseThrow();
    if (!number(first)) {
      return wrong("not the name of a value of " + values.name());
    }
    byte[] text = walk.text();
    int number = -1;
    boolean known;
    if (first == '"') {
      int place = values.names().indexOf(text, walk.textStart(), walk.textEnd());
      known = place >= 0;
      number = known ? values.numbers().get(place) : -1;
    } else {
      known = Forms.isInteger(Kind.INT32, text, walk.textStart(), walk.textEnd());
      if (known) {
        // 1e3 is a whole number too, and a double holds every one of 32 bits.
        number = (int) Double.parseDouble(Forms.text(text, walk.textStart(), walk.textEnd()));
        known = values.numbers().contains(number);
      }
    }
    if (!known) {
      form(false, "a value of " + values.name());
      return true;
    }
    if (watch.isType(field.number())) {
      walk.typeIs(number);
    }
    walk.note(watch.bit(field.number(), number));
    return number != 0;
  }
}
