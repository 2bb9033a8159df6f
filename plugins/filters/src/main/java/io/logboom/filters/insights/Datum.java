package io.logboom.filters.insights;

import io.logboom.spi.Value;

/** A value while a query is run. */
sealed interface Datum {

  /** None: a field that is not there or null, a calculation without result. */
  enum Missing implements Datum {
    MISSING
  }

  /** A text. */
  record Text(String text) implements Datum {}

  /**
   * A number.
   *
   * @param value its value, as near as a double comes
   * @param digits as the sender wrote it; empty for the result of a calculation
   */
  record Num(double value, String digits) implements Datum {}

  /** True or false; counts as 1 or 0. */
  record Truth(boolean value) implements Datum {
    static final Truth TRUE = new Truth(true);
    static final Truth FALSE = new Truth(false);
  }

  /** A point in time, in milliseconds since 1970. */
  record Time(long epochMilli) implements Datum {}

  /** An object or array: no text, and equal to nothing. */
  record Structure(Value value) implements Datum {}

  /** A calculated number; missing when it has gone wrong. */
  static Datum of(double value) {
    return Double.isFinite(value) ? new Num(value, "") : Missing.MISSING;
  }

  /** Whether a condition holds. */
  static Datum of(boolean value) {
    return value ? Truth.TRUE : Truth.FALSE;
  }

  /** A value of an event. */
  static Datum of(Value value) {
    return switch (value) {
      case Value.Str str -> new Text(str.text());
      case Value.Num num -> Numbers.datum(num.digits());
      case Value.Word word ->
          switch (word) {
            case TRUE -> Truth.TRUE;
            case FALSE -> Truth.FALSE;
            case NULL -> Missing.MISSING;
          };
      case Value.Obj obj -> new Structure(obj);
      case Value.Arr arr -> new Structure(arr);
    };
  }

  /** As a text, as a row shows it; empty when it is missing or a structure. */
  default String text() {
    return switch (this) {
      case Missing _, Structure _ -> "";
      case Text text -> text.text;
      case Num num -> num.digits.isEmpty() ? Numbers.print(num.value) : num.digits;
      case Truth truth -> truth.value ? "1" : "0";
      case Time time -> Times.print(time.epochMilli);
    };
  }

  /** Whether it has a text. */
  default boolean isText() {
    return !(this instanceof Missing || this instanceof Structure);
  }

  /** As a number, also a text that reads as one; NaN for none. */
  default double number() {
    return switch (this) {
      case Missing _, Structure _ -> Double.NaN;
      case Text text -> Numbers.parse(text.text);
      case Num num -> num.value;
      case Truth truth -> truth.value ? 1 : 0;
      case Time time -> time.epochMilli;
    };
  }

  /** The digits of the number that {@link #number} is; empty for none. */
  default String numeral() {
    return switch (this) {
      case Missing _, Structure _ -> "";
      case Text text -> Numbers.isNumber(text.text) ? text.text : "";
      case Num _, Truth _ -> text();
      case Time time -> Long.toString(time.epochMilli);
    };
  }

  /** As a condition: true, a number other than 0, a text that reads as one of these. */
  default boolean holds() {
    if (this instanceof Text(String text) && text.equalsIgnoreCase("true")) {
      return true;
    }
    double number = number();
    return number != 0 && !Double.isNaN(number);
  }
}
