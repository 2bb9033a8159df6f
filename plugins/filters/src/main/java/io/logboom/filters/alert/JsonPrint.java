package io.logboom.filters.alert;

import io.logboom.spi.Value;
import io.logboom.spi.Value.Arr;
import io.logboom.spi.Value.Num;
import io.logboom.spi.Value.Obj;
import io.logboom.spi.Value.Str;
import io.logboom.spi.Value.Word;
import java.util.Iterator;
import java.util.Locale;

/**
 * Writes JSON (RFC 8259) for people to read: in one line, or indented. What nobody would see is
 * escaped, so the text is fit to be shown. Stops when it has written enough; stateless.
 */
final class JsonPrint {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;
  private final int enough;

  private JsonPrint(boolean indented, int enough) {
    this.indented = indented;
    this.enough = enough;
  }

  /** In one line. Beyond {@code enough} characters there may be nothing. */
  static String line(Value value, int enough) {
    var print = new JsonPrint(false, enough);
    print.value(value, 0);
    return print.out.toString();
  }

  /** Over several lines, two spaces for each level. */
  static String indented(Value value, int enough) {
    var print = new JsonPrint(true, enough);
    print.value(value, 0);
    return print.out.toString();
  }

  /** A JSON string with this text, quotes included. */
  static String string(String text) {
    var print = new JsonPrint(false, Integer.MAX_VALUE);
    print.quoted(text);
    return print.out.toString();
  }

  /** What stands between the quotes of a JSON string with this text. */
  static String content(String text) {
    var quoted = string(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  private void value(Value value, int depth) {
    if (out.length() > enough) {
      return;
    }
    switch (value) {
      case Obj(var fields) -> {
        var names = fields.entrySet().iterator();
        open('{', names, depth);
        while (names.hasNext() && out.length() <= enough) {
          var field = names.next();
          quoted(field.getKey());
          out.append(indented ? ": " : ":");
          value(field.getValue(), depth + 1);
          next(names, depth);
        }
        out.append('}');
      }
      case Arr(var list) -> {
        var items = list.iterator();
        open('[', items, depth);
        while (items.hasNext() && out.length() <= enough) {
          value(items.next(), depth + 1);
          next(items, depth);
        }
        out.append(']');
      }
      case Str(var text) -> quoted(text);
      case Num(var digits) -> out.append(digits);
      case Word word -> out.append(word.name().toLowerCase(Locale.ROOT));
    }
  }

  private void open(char bracket, Iterator<?> rest, int depth) {
    out.append(bracket);
    if (rest.hasNext()) {
      breakLine(depth + 1);
    }
  }

  private void next(Iterator<?> rest, int depth) {
    if (rest.hasNext()) {
      out.append(',');
      breakLine(depth + 1);
    } else {
      breakLine(depth);
    }
  }

  private void breakLine(int depth) {
    if (indented) {
      // Deeper levels all begin at the same place: nesting must not make much of little.
      out.append('\n').append("  ".repeat(Math.min(depth, 20)));
    }
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length() && out.length() <= enough; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Plain.isHidden(c)) {
            for (char unit : Character.toChars(c)) {
              out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
          } else {
            out.appendCodePoint(c);
          }
        }
      }
    }
    out.append('"');
  }
}
