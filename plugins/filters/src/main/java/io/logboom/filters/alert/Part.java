package io.logboom.filters.alert;

import io.logboom.spi.Value;
import io.logboom.spi.Value.Arr;
import io.logboom.spi.Value.Num;
import io.logboom.spi.Value.Obj;
import io.logboom.spi.Value.Str;
import io.logboom.spi.Value.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** A part of a record, asked for by names; what is not there, or is of another kind, is empty. */
record Part(Map<String, Value> fields) {

  private static final int ENOUGH = 16 << 10;

  static Part of(Value value) {
    return new Part(value instanceof Obj(SequencedMap<String, Value> fields) ? fields : Map.of());
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The object of that name. */
  Part part(String name) {
    return of(value(name));
  }

  Value value(String name) {
    return fields.getOrDefault(name, Word.NULL);
  }

  /** The text, number, or word of that name; empty when it is {@code null} too. */
  String text(String name) {
    return scalar(value(name));
  }

  private static String scalar(Value value) {
    return switch (value) {
      case Str(var text) -> text;
      case Num(var digits) -> digits;
      case Word word -> word == Word.NULL ? "" : word.name().toLowerCase(Locale.ROOT);
      case Obj _, Arr _ -> "";
    };
  }

  /** A value in one line: a text is itself, an object its JSON. */
  static String shown(Value value) {
    return switch (value) {
      case Obj(var fields) -> fields.isEmpty() ? "" : JsonPrint.line(value, ENOUGH);
      case Arr(var items) -> items.isEmpty() ? "" : JsonPrint.line(value, ENOUGH);
      case Str _, Num _, Word _ -> scalar(value);
    };
  }

  /** The objects of an array of that name. */
  List<Part> parts(String name) {
    var parts = new ArrayList<Part>();
    if (value(name) instanceof Arr(var items)) {
      items.forEach(item -> parts.add(of(item)));
    }
    return parts;
  }

  /** A line for each field that has a value. */
  List<Line> lines() {
    var lines = new ArrayList<Line>();
    fields.forEach(
        (name, value) -> {
          var shown = shown(value);
          if (!shown.isEmpty()) {
            lines.add(new Line(name, shown));
          }
        });
    return lines;
  }

  /** The fields that are text, number or word, by name. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    fields.forEach(
        (name, value) -> {
          if (!scalar(value).isEmpty()) {
            texts.put(name, scalar(value));
          }
        });
    return texts;
  }
}
