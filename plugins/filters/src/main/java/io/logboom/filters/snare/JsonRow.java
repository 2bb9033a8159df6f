package io.logboom.filters.snare;

import io.logboom.filters.CompactJson;
import io.logboom.spi.Bytes;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;

/**
 * A row as a flat JSON object of strings. A string is copied with its escapes, as it was a JSON
 * string before; anything else becomes the string that holds its text.
 */
@SuppressWarnings("EnumOrdinal") // Columns are numbered.
final class JsonRow implements Row {
  private static final byte[] TABLE = ascii("\"" + Column.TABLE_NAME + "\"");
  private static final byte[][] PREFIXES = new byte[Column.values().length][];

  static {
    for (var column : Column.values()) {
      char before = column == Column.DATE ? '{' : ',';
      PREFIXES[column.ordinal()] = ascii(before + "\"" + column + "\":");
    }
  }

  private final SnareConfig.Missing missing;
  private final Stamps stamps;
  private final Cuts cuts;

  JsonRow(SnareConfig.Missing missing, Stamps stamps, Cuts cuts) {
    this.missing = missing;
    this.stamps = stamps;
    this.cuts = cuts;
  }

  @Override
  public void write(Cells cells, Origin origin, int length, Bytes out) throws MalformedException {
    byte[] to = Row.reserve(length, 0, out);
    byte[] time = cells.timeArray();
    int timeStart = cells.timeStart();
    int at = out.position();
    at = quoted(Column.DATE, time, timeStart, timeStart + 10, to, at);
    at = quoted(Column.TIME, time, timeStart + 11, timeStart + 19, to, at);
    at = field(Column.SYSTEM.ordinal(), cells, out, to, at);
    at = copy(PREFIXES[Column.TABLE.ordinal()], to, at);
    at = copy(TABLE, to, at);
    byte[] collected = stamps.collected(origin);
    at = quoted(Column.COLLECTIONDATETIME, collected, 0, collected.length, to, at);
    byte[] cloudWatch = Stamps.cloudWatch(origin);
    at =
        cloudWatch.length == 0
            ? missing(Column.CWLDATETIME.ordinal(), to, at)
            : quoted(Column.CWLDATETIME, cloudWatch, 0, cloudWatch.length, to, at);
    at = quoted(Column.DATETIME, time, timeStart, cells.timeEnd(), to, at);
    for (int column = Column.AWSREGION.ordinal(); column <= Column.USERTYPE.ordinal(); column++) {
      at = field(column, cells, out, to, at);
    }
    at = copy(PREFIXES[Column.SNAREDATAMAP.ordinal()], to, at);
    to[at++] = '"';
    at = DataMap.write(cells, true, to, at);
    to[at++] = '"';
    to[at++] = '}';
    out.position(at);
  }

  private int field(int column, Cells cells, Bytes out, byte[] to, int start) {
    int begin = cells.start(column);
    if (begin == 0) {
      return missing(column, to, start);
    }
    int end = cells.end(column);
    byte[] from = cells.array();
    int at = copy(PREFIXES[column], to, start);
    if (!cuts.fits(column, end - begin)) {
      // The bytes are more than the text may have; the text itself need not be.
      var text = cuts.text(cells, column);
      if (text.isPresent()) {
        return escaped(text.get(), out, to, at);
      }
    }
    switch (from[begin]) {
      case '"' -> at = copy(from, begin, end, to, at);
      case '{', '[' -> {
        to[at++] = '"';
        at = CompactJson.quoted(from, begin, end, to, at);
        to[at++] = '"';
      }
      default -> {
        to[at++] = '"';
        at = copy(from, begin, end, to, at);
        to[at++] = '"';
      }
    }
    return at;
  }

  private static int escaped(byte[] text, Bytes out, byte[] to, int at) {
    to[at] = '"';
    out.position(at + 1);
    for (byte b : text) {
      out.putInString(b);
    }
    return out.put('"').position();
  }

  private int missing(int column, byte[] to, int start) {
    if (missing == SnareConfig.Missing.OMIT) {
      return start;
    }
    int at = copy(PREFIXES[column], to, start);
    if (missing == SnareConfig.Missing.NULL) {
      to[at++] = 'n';
      to[at++] = 'u';
      to[at++] = 'l';
      to[at++] = 'l';
    } else {
      to[at++] = '"';
      to[at++] = '"';
    }
    return at;
  }

  private static int quoted(Column column, byte[] from, int begin, int end, byte[] to, int start) {
    int at = copy(PREFIXES[column.ordinal()], to, start);
    to[at++] = '"';
    at = copy(from, begin, end, to, at);
    to[at++] = '"';
    return at;
  }

  private static int copy(byte[] from, byte[] to, int at) {
    return copy(from, 0, from.length, to, at);
  }

  private static int copy(byte[] from, int begin, int end, byte[] to, int at) {
    System.arraycopy(from, begin, to, at, end - begin);
    return at + end - begin;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
