package io.logboom.filters.snare;

import io.logboom.filters.CompactJson;
import io.logboom.filters.JsonString;
import io.logboom.spi.Bytes;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * A row as one line of text: tab-separated, comma-separated (RFC 4180), or as a Snare agent sends
 * it. Strings are taken out of their escapes; a tab, CR or LF in a value becomes a space, so that a
 * row stays a line and a tab a separator.
 */
@SuppressWarnings("EnumOrdinal") // Columns are numbered.
final class TextRow implements Row {
  private static final byte[] TABLE = ascii(Column.TABLE_NAME);

  private final SnareConfig.Format format;
  private final boolean omit;
  private final byte separator;
  private final byte[] opening;
  private final byte[][] prefixes = new byte[Column.values().length][];
  private final Stamps stamps;
  private final Cuts cuts;

  /**
   * @param host the wire line's first field
   */
  TextRow(SnareConfig config, String host, Stamps stamps, Cuts cuts) {
    boolean wire = config.format() == SnareConfig.Format.SNARE;
    this.format = config.format();
    this.omit = config.whenMissing() == SnareConfig.Missing.OMIT;
    this.separator = (byte) (format == SnareConfig.Format.CSV ? ',' : '\t');
    if (wire) {
      this.opening = ascii(host + "\t" + Column.TABLE_NAME + "\t" + config.criticality() + "\t");
    } else {
      this.opening = ascii(config.header() ? header(format) + "\n" : "");
    }
    for (var column : Column.values()) {
      prefixes[column.ordinal()] = ascii(wire ? column + "=" : "");
    }
    this.stamps = stamps;
    this.cuts = cuts;
  }

  /** The line of column names. */
  static String header(SnareConfig.Format format) {
    var names = new StringJoiner(format == SnareConfig.Format.CSV ? "," : "\t");
    for (var column : Column.values()) {
      names.add(column.name());
    }
    return names.toString();
  }

  @Override
  public void write(Cells cells, Origin origin, int length, Bytes out) throws MalformedException {
    byte[] to = Row.reserve(length, opening.length, out);
    byte[] time = cells.timeArray();
    int timeStart = cells.timeStart();
    int at = copy(opening, 0, opening.length, to, out.position());
    at = plain(Column.DATE, time, timeStart, timeStart + 10, to, at);
    at = plain(Column.TIME, time, timeStart + 11, timeStart + 19, to, at);
    at = field(Column.SYSTEM.ordinal(), cells, to, at);
    at = plain(Column.TABLE, TABLE, 0, TABLE.length, to, at);
    byte[] collected = stamps.collected(origin);
    at = plain(Column.COLLECTIONDATETIME, collected, 0, collected.length, to, at);
    byte[] cloudWatch = Stamps.cloudWatch(origin);
    if (cloudWatch.length > 0 || !omit) {
      at = plain(Column.CWLDATETIME, cloudWatch, 0, cloudWatch.length, to, at);
    }
    at = plain(Column.DATETIME, time, timeStart, cells.timeEnd(), to, at);
    for (int column = Column.AWSREGION.ordinal(); column <= Column.USERTYPE.ordinal(); column++) {
      at = field(column, cells, to, at);
    }
    byte[] prefix = prefixes[Column.SNAREDATAMAP.ordinal()];
    int map = copy(prefix, 0, prefix.length, to, at);
    at = finish(to, map, DataMap.write(cells, false, to, map));
    out.position(at - 1);
  }

  private int field(int column, Cells cells, byte[] to, int start) {
    int begin = cells.start(column);
    if (begin == 0 && omit) {
      return start;
    }
    byte[] prefix = prefixes[column];
    int value = copy(prefix, 0, prefix.length, to, start);
    int at = value;
    if (begin > 0) {
      int end = cells.end(column);
      byte[] from = cells.array();
      at =
          from[begin] == '"'
              ? JsonString.decode(from, begin + 1, end - 1, to, value)
              : CompactJson.plain(from, begin, end, to, value);
      at = cuts.cut(column, to, value, at);
    }
    return finish(to, value, at);
  }

  private int plain(Column column, byte[] from, int begin, int end, byte[] to, int start) {
    byte[] prefix = prefixes[column.ordinal()];
    int value = copy(prefix, 0, prefix.length, to, start);
    return finish(to, value, copy(from, begin, end, to, value));
  }

  /** Makes the text fit for its line, and puts the separator behind it. */
  private int finish(byte[] to, int begin, int end) {
    int quotes = 0;
    boolean special = false;
    for (int i = begin; i < end; i++) {
      switch (to[i]) {
        case '\t', '\r', '\n' -> to[i] = ' ';
        case ',' -> special = true;
        case '"' -> quotes++;
        default -> {}
      }
    }
    int at = end;
    if (format == SnareConfig.Format.CSV && (special || quotes > 0)) {
      at = end + quotes + 2;
      int target = at - 1;
      to[target--] = '"';
      for (int i = end - 1; i >= begin; i--) {
        byte b = to[i];
        to[target--] = b;
        if (b == '"') {
          to[target--] = b;
        }
      }
      to[begin] = '"';
    }
    to[at] = separator;
    return at + 1;
  }

  private static int copy(byte[] from, int begin, int end, byte[] to, int at) {
    System.arraycopy(from, begin, to, at, end - begin);
    return at + end - begin;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
