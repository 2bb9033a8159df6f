package io.logboom.inputs.cloudwatch;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ids of a log group's events that are delivered, from its frontier on; kept by the minutes
 * that are stamped on the events, so that what lies before the frontier is let go all at once. For
 * one thread at a time.
 */
final class Window {
  static final long MINUTE = 60_000;

  private final Room room;
  private final long width;
  private final TreeMap<Long, IdTable> tables = new TreeMap<>();
  private long size;

  /**
   * @param minutes how many of them share a table
   */
  Window(Room room, long minutes) {
    this.room = room;
    this.width = minutes * MINUTE;
  }

  boolean contains(long time, Fingerprint id) {
    var table = tables.get(Math.floorDiv(time, width));
    return table != null && table.contains(id);
  }

  /** Adds an id; false when it was there. */
  boolean add(long time, long high, long low) {
    boolean added =
        tables.computeIfAbsent(Math.floorDiv(time, width), _ -> new IdTable(room)).add(high, low);
    if (added) {
      size++;
    }
    return added;
  }

  /** Lets those go that belong to times before this one; says how many. */
  long forgetBefore(long time) {
    long before = size;
    // A table whose last millisecond is before that time.
    var gone = tables.headMap(Math.floorDiv(time, width), false);
    for (IdTable table : gone.values()) {
      size -= table.size();
      table.free();
    }
    gone.clear();
    return before - size;
  }

  long size() {
    return size;
  }

  /** Writes them all down as facts. */
  void write(Fingerprint group, Journal.Appender facts) throws IOException {
    int minutes = Math.toIntExact(width / MINUTE);
    for (Map.Entry<Long, IdTable> entry : tables.entrySet()) {
      long minute = entry.getKey() * minutes;
      var ids = entry.getValue().all();
      for (int from = 0; from < ids.size(); from += FactFile.MOST_IDS) {
        var some = ids.part(from, Math.min(ids.size(), from + FactFile.MOST_IDS));
        facts.append(new Fact.Delivered(group, minute, minutes, some));
      }
    }
  }
}
