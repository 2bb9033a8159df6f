package io.logboom.filters.snare;

import io.logboom.filters.CompactJson;
import io.logboom.filters.JsonString;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Cuts the columns that have a limit, and counts the cuts. Safe for use by many threads. */
@SuppressWarnings("EnumOrdinal") // Columns are numbered.
final class Cuts {
  private final Map<Column, Counter> counters = new EnumMap<>(Column.class);
  private final int[] limits = new int[Column.values().length];

  Cuts(Context context) {
    counters.put(Column.REQUESTPARAMETERS, context.counter("cut-request-parameters"));
    counters.put(Column.RESPONSEELEMENTS, context.counter("cut-response-elements"));
    counters.put(Column.USERAGENT, context.counter("cut-user-agent"));
    for (var column : Column.values()) {
      limits[column.ordinal()] = column.limit() == 0 ? Integer.MAX_VALUE : column.limit();
    }
  }

  /** Whether a column may have this many bytes. */
  boolean fits(int column, int length) {
    return length <= limits[column];
  }

  /** The text of a value that is cut; nothing when it need not be. */
  Optional<byte[]> text(Cells cells, int column) {
    byte[] from = cells.array();
    int start = cells.start(column);
    int end = cells.end(column);
    byte[] text = new byte[end - start + CompactJson.SLACK];
    int length =
        from[start] == '"'
            ? JsonString.decode(from, start + 1, end - 1, text, 0)
            : CompactJson.plain(from, start, end, text, 0);
    int cut = cut(column, text, 0, length);
    return cut == length ? Optional.empty() : Optional.of(Arrays.copyOf(text, cut));
  }

  /** Where a text has to end: the limit, or the character's beginning that it falls into. */
  int cut(int column, byte[] array, int start, int end) {
    if (fits(column, end - start)) {
      return end;
    }
    int cut = start + limits[column];
    while (cut > start && (array[cut] & 0xC0) == 0x80) {
      cut--;
    }
    var counter = counters.get(Column.values()[column]);
    if (counter != null) {
      counter.increment();
    }
    return cut;
  }
}
