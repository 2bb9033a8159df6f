package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How values are kept and written. A structure is kept as a text has it: not at all. */
final class StatsValues {
  private static final int MISSING = 0;
  private static final int TEXT = 1;
  private static final int NUMBER = 2;
  private static final int TRUE = 3;
  private static final int FALSE = 4;
  private static final int TIME = 5;

  private StatsValues() {}

  /** The value without what is too long of it; a structure counts as missing. */
  static Datum cut(Datum value) {
    return switch (value) {
      case Datum.Text(var text) when text.length() > Aggregate.LONGEST ->
          new Datum.Text(text.substring(0, Aggregate.LONGEST));
      case Datum.Structure _ -> Datum.Missing.MISSING;
      case Datum.Text _, Datum.Num _, Datum.Truth _, Datum.Time _, Datum.Missing _ -> value;
    };
  }

  /** How many bytes of memory it takes, roughly. */
  static int weight(Datum value) {
    return switch (value) {
      case Datum.Text(var text) -> 56 + text.length();
      case Datum.Num(_, var digits) -> 72 + digits.length();
      case Datum.Time _ -> 24;
      case Datum.Structure _, Datum.Truth _, Datum.Missing _ -> 0;
    };
  }

  static void write(Datum value, DataOutput to) throws IOException {
    switch (value) {
      case Datum.Missing _, Datum.Structure _ -> to.writeByte(MISSING);
      case Datum.Text(var text) -> {
        to.writeByte(TEXT);
        text(text, to);
      }
      case Datum.Num(double number, var digits) -> {
        to.writeByte(NUMBER);
        to.writeDouble(number);
        text(digits, to);
      }
      case Datum.Truth(boolean truth) -> to.writeByte(truth ? TRUE : FALSE);
      case Datum.Time(long epochMilli) -> {
        to.writeByte(TIME);
        to.writeLong(epochMilli);
      }
    }
  }

  static Datum read(DataInput from) throws IOException {
    int kind = from.readByte();
    return switch (kind) {
      case MISSING -> Datum.Missing.MISSING;
      case TEXT -> new Datum.Text(text(from));
      case NUMBER -> new Datum.Num(from.readDouble(), text(from));
      case TRUE -> Datum.Truth.TRUE;
      case FALSE -> Datum.Truth.FALSE;
      case TIME -> new Datum.Time(from.readLong());
      default -> throw new IOException("no value: " + kind);
    };
  }

  private static void text(String text, DataOutput to) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  private static String text(DataInput from) throws IOException {
    int length = from.readInt();
    if (length < 0 || length > 4 * Aggregate.LONGEST) {
      throw new IOException("no text: " + length);
    }
    var bytes = new byte[length];
    from.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
