package io.logboom.filters.insights;

import io.logboom.filters.insights.Datum.Missing;
import io.logboom.spi.Bytes;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Objects and arrays as values. The engine lets none in that is deep enough to hurt recursion. */
final class Json {

  private Json() {}

  /** What the steps lead to from there; missing when there is none. */
  static Datum at(Datum from, List<String> steps) {
    if (!(from instanceof Datum.Structure(Value value))) {
      return Missing.MISSING;
    }
    Value at = value;
    for (var step : steps) {
      Value next =
          switch (at) {
            case Value.Obj(var fields) -> fields.getOrDefault(step, Value.Word.NULL);
            case Value.Arr(var items) -> item(items, step);
            case Value.Str _, Value.Num _, Value.Word _ -> Value.Word.NULL;
          };
      at = next;
    }
    return Datum.of(at);
  }

  private static Value item(List<Value> items, String step) {
    if (step.isEmpty() || step.length() > 9 || !step.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Value.Word.NULL;
    }
    int index = Integer.parseInt(step);
    return index < items.size() ? items.get(index) : Value.Word.NULL;
  }

  /** A structure as JSON; missing for anything else. */
  static Datum text(Datum of) {
    if (!(of instanceof Datum.Structure(Value value))) {
      return Missing.MISSING;
    }
    var bytes = new Bytes(atLeast -> new byte[Math.max(atLeast, 256)]).begin();
    print(value, bytes);
    return new Datum.Text(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
  }

  /** How many items an array has; missing for anything else. */
  static Datum size(Datum of) {
    return of instanceof Datum.Structure(Value.Arr(var items))
        ? Datum.of((double) items.size())
        : Missing.MISSING;
  }

  /** Whether an array has an item of that text. */
  static boolean contains(Datum of, String text) {
    return of instanceof Datum.Structure(Value.Arr(var items))
        && items.stream()
            .map(Datum::of)
            .anyMatch(item -> item.isText() && text.equals(item.text()));
  }

  /** Writes a value without white space. */
  static void print(Value value, Bytes to) {
    switch (value) {
      case Value.Str(var text) -> to.putJson(text);
      case Value.Num(var digits) -> to.put(digits);
      case Value.Word word ->
          to.put(
              switch (word) {
                case TRUE -> "true";
                case FALSE -> "false";
                case NULL -> "null";
              });
      case Value.Arr(var items) -> {
        to.put('[');
        for (int i = 0; i < items.size(); i++) {
          if (i > 0) {
            to.put(',');
          }
          print(items.get(i), to);
        }
        to.put(']');
      }
      case Value.Obj(var fields) -> {
        to.put('{');
        boolean first = true;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
          if (!first) {
            to.put(',');
          }
          first = false;
          to.putJson(field.getKey()).put(':');
          print(field.getValue(), to);
        }
        to.put('}');
      }
    }
  }

  /** Writes a value as JSON; nothing for one that is missing. */
  static void print(Datum datum, Bytes to) {
    switch (datum) {
      case Missing _ -> {}
      case Datum.Text(var text) -> to.putJson(text);
      case Datum.Time _ -> to.putJson(datum.text());
      case Datum.Num num ->
          to.put(isJson(num.digits()) ? num.digits() : Numbers.print(num.value()));
      case Datum.Truth(boolean value) -> to.put(value ? '1' : '0');
      case Datum.Structure(var value) -> print(value, to);
    }
  }

  /** Digits of the query itself may have zeros before them, which JSON has not. */
  private static boolean isJson(String digits) {
    int from = digits.startsWith("-") ? 1 : 0;
    return digits.length() > from
        && (digits.charAt(from) != '0'
            || digits.length() == from + 1
            || ".eE".indexOf(digits.charAt(from + 1)) >= 0);
  }
}
