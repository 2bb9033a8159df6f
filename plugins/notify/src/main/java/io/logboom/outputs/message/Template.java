package io.logboom.outputs.message;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line with fields of the event in it: <code>[{severity}] {title}</code>. Immutable.
 *
 * <p>A field that the event does not have is looked for among the attributes of its origin, where
 * filters write rule, severity and title; else it is empty.
 */
public final class Template {
  private sealed interface Piece {
    record Words(String text) implements Piece {}

    record Field(FieldPath path) implements Piece {}
  }

  private final String text;
  private final List<Piece> pieces;

  private Template(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = List.copyOf(pieces);
  }

  /**
   * Parses one.
   *
   * @throws IllegalArgumentException with what is wrong and where
   */
  public static Template of(String text) {
    var pieces = new ArrayList<Piece>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      int close = text.indexOf('}', at);
      if (open < 0 && close < 0) {
        pieces.add(new Piece.Words(text.substring(at)));
        break;
      }
      if (open < 0 || close < open) {
        throw new IllegalArgumentException(
            "a } without { at character %d".formatted(Math.max(close, 0) + 1));
      }
      if (open > at) {
        pieces.add(new Piece.Words(text.substring(at, open)));
      }
      try {
        pieces.add(new Piece.Field(FieldPath.of(text.substring(open + 1, close))));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "in the braces at character %d: %s".formatted(open + 1, e.getMessage()), e);
      }
      at = close + 1;
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("a subject needs words or fields");
    }
    return new Template(text, pieces);
  }

  /** The line for an event; says where the event came from when nothing is left of it. */
  public String fill(Event event, int most) {
    var filled = new StringBuilder();
    for (var piece : pieces) {
      filled.append(
          switch (piece) {
            case Piece.Words(var words) -> words;
            case Piece.Field(var path) -> value(event, path);
          });
    }
    String line = Line.of(filled.toString(), most);
    return line.isEmpty() ? Line.of("Event from " + event.origin().input(), most) : line;
  }

  private static String value(Event event, FieldPath path) {
    return field(event, path)
        .or(() -> Optional.ofNullable(event.origin().attributes().get(path.toString())))
        .orElse("");
  }

  /** A field as text; nothing when it is not there, not a single value, or the event not JSON. */
  public static Optional<String> field(Event event, FieldPath path) {
    try {
      return event
          .get(path)
          .flatMap(
              value ->
                  switch (value) {
                    case Value.Str(var words) -> Optional.of(words);
                    case Value.Num(var digits) -> Optional.of(digits);
                    case Value.Word word ->
                        switch (word) {
                          case TRUE -> Optional.of("true");
                          case FALSE -> Optional.of("false");
                          case NULL -> Optional.<String>empty();
                        };
                    case Value.Obj _, Value.Arr _ -> Optional.<String>empty();
                  });
    } catch (MalformedException _) {
      // Any bytes can be sent on: those that are no JSON have no fields.
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
