package io.logboom.outputs.file;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One part of a {@link PathTemplate}. */
sealed interface Piece {

  /** The most bytes it can give. */
  int longest();

  /** A regular expression for what it gives. */
  String shape();

  /** Text that stands for itself. */
  record Literal(String text) implements Piece {
    @Override
    public int longest() {
      return text.length();
    }

    @Override
    public String shape() {
      return Pattern.quote(text);
    }
  }

  /**
   * A part of a time, in UTC.
   *
   * @param letter as {@code strftime} has it (POSIX.1)
   */
  record Time(char letter) implements Piece {
    static final String LETTERS = "YmdHMSj";

    @Override
    public int longest() {
      return letter == 'Y' ? 10 : 3;
    }

    @Override
    public String shape() {
      return "-?[0-9]+";
    }

    /** For how many seconds it stays the same, at least. */
    long unit() {
      return switch (letter) {
        case 'S' -> 1;
        case 'M' -> 60;
        case 'H' -> 3600;
        default -> 86400;
      };
    }

    void append(Instant time, StringBuilder to) {
      var utc = OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
      switch (letter) {
        case 'Y' -> pad(utc.getYear(), 4, to);
        case 'm' -> pad(utc.getMonthValue(), 2, to);
        case 'd' -> pad(utc.getDayOfMonth(), 2, to);
        case 'H' -> pad(utc.getHour(), 2, to);
        case 'M' -> pad(utc.getMinute(), 2, to);
        case 'S' -> pad(utc.getSecond(), 2, to);
        case 'j' -> pad(utc.getDayOfYear(), 3, to);
        default -> throw new IllegalStateException("no such pattern: %" + letter);
      }
    }

    private static void pad(int number, int width, StringBuilder to) {
      String digits = Integer.toString(number);
      to.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }
  }

  /** A value looked up in the event or its origin. */
  sealed interface Lookup extends Piece {
    /** Its text; empty when there is none. */
    String value(Event event);

    @Override
    default int longest() {
      return PathTemplate.LONGEST_VALUE;
    }

    @Override
    default String shape() {
      return "[^/]+";
    }
  }

  /** A field of the event. */
  record Field(FieldPath path) implements Lookup {
    @Override
    public String value(Event event) {
      try {
        return event.get(path).map(Field::text).orElse("");
      } catch (MalformedException e) {
        // An event that is not JSON has no fields; it is written all the same.
        return "";
      }
    }

    private static String text(Value value) {
      return switch (value) {
        case Value.Str(var text) -> text;
        case Value.Num(var digits) -> digits;
        case Value.Word word ->
            word == Value.Word.NULL ? "" : word == Value.Word.TRUE ? "true" : "false";
        case Value.Obj _, Value.Arr _ -> "";
      };
    }
  }

  /** What the transport said: {@code input}, {@code place}, or the name of an attribute. */
  record Attribute(String name) implements Lookup {
    @Override
    public String value(Event event) {
      var origin = event.origin();
      return switch (name) {
        case "input" -> origin.input();
        case "place" -> origin.place();
        default -> origin.attributes().getOrDefault(name, "");
      };
    }
  }

  /** Cuts a path into its pieces; literals that touch are one. */
  static List<Piece> parse(String text) {
    var pieces = new ArrayList<Piece>();
    var literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%' && text.startsWith("%%", i)) {
        literal.append('%');
        i += 2;
      } else if (c == '%') {
        flush(literal, pieces);
        pieces.add(time(text, i));
        i += 2;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new IllegalArgumentException("unclosed { at character " + (i + 1));
        }
        flush(literal, pieces);
        pieces.add(lookup(text.substring(i + 1, end)));
        i = end + 1;
      } else {
        literal.append(c);
        i++;
      }
    }
    flush(literal, pieces);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("path must name a file");
    }
    return List.copyOf(pieces);
  }

  /** The pieces with another one in the first place. */
  static List<Piece> replaceFirst(List<Piece> pieces, Piece first) {
    var changed = new ArrayList<>(pieces);
    changed.set(0, first);
    return List.copyOf(changed);
  }

  private static Piece time(String text, int at) {
    char letter = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (Time.LETTERS.indexOf(letter) < 0) {
      throw new IllegalArgumentException(
          "unknown time pattern at character "
              + (at + 1)
              + "; there are %Y %m %d %H %M %S %j, and %% for a percent sign");
    }
    return new Time(letter);
  }

  private static Piece lookup(String name) {
    if (name.startsWith("@") && name.length() > 1) {
      return new Attribute(name.substring(1));
    }
    try {
      return new Field(FieldPath.of(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("in {" + name + "}: " + e.getMessage(), e);
    }
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) {
      pieces.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
