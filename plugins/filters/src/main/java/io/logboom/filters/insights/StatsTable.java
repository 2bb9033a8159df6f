package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * The open windows of one {@code stats} command. A window is given out once the events' own time
 * has passed its end by the grace; once the clock has, and no event has come for that long; and at
 * the end of all. What comes later for a window that the events' time has passed is too late; for
 * one that only the clock has, it begins the window anew, and the rows of both add up.
 *
 * <p>Memory is bounded by the number of groups and by what they hold: events of groups that are too
 * many go to one group of the remaining, per window. Safe for use by many threads.
 */
final class StatsTable {

  /** There are no more windows than this, whatever times the events claim. */
  private static final int MOST_WINDOWS = 10_000;

  private static final StatsKey NO_KEY = new StatsKey(new byte[0]);

  /**
   * Limits.
   *
   * @param graceMillis how long after its end a window waits for events that come late
   * @param groups how many there may be
   * @param bytes how much memory they may take
   */
  record Limits(long graceMillis, int groups, long bytes) {}

  /** What became of an event. */
  enum Outcome {
    COUNTED,
    /** Counted among the remaining groups of its window. */
    REMAINING,
    LATE,
    TOO_MANY_WINDOWS
  }

  final StatsPlan plan;
  private final Limits limits;
  private final AggregateRoom room;
  private final TreeMap<Long, StatsWindow> windows = new TreeMap<>();
  private int groups;
  private long watermark = Long.MIN_VALUE;
  private long lastAdded;
  private List<Saved> dirty = new ArrayList<>();
  private List<Removed> removed = new ArrayList<>();

  /** A group that is to be saved. */
  record Saved(StatsWindow window, StatsGroup group) {}

  /** A group that was given out. */
  record Removed(long start, StatsGroup group) {}

  /** What is to be put, and removed. */
  record Changes(List<Saved> saved, List<Removed> removed) {}

  /**
   * @param now in milliseconds since 1970
   */
  StatsTable(StatsPlan plan, Limits limits, long now) {
    this.plan = plan;
    this.limits = limits;
    this.room = new AggregateRoom(limits.bytes());
    this.lastAdded = now;
  }

  /**
   * Adds an event.
   *
   * @param epochMilli when it happened
   * @param now the time
   * @param arguments one for each aggregation
   */
  synchronized Outcome add(long epochMilli, long now, StatsKey key, Datum[] arguments) {
    lastAdded = Math.max(lastAdded, now);
    // A clock somewhere that is ahead must not make all others late.
    watermark = Math.max(watermark, Math.min(epochMilli, now));
    long start = plan.period().floor(epochMilli);
    var window = windows.get(start);
    if (window == null) {
      window = new StatsWindow(start, plan.period().end(start));
      if (hasPassed(window.end)) {
        return Outcome.LATE;
      }
      if (windows.size() >= MOST_WINDOWS) {
        return Outcome.TOO_MANY_WINDOWS;
      }
      windows.put(start, window);
    } else if (hasPassed(window.end)) {
      return Outcome.LATE;
    }
    var group = window.groups.get(key);
    if (group == null) {
      group = fresh(window, key);
    }
    group.add(arguments, epochMilli, room);
    touch(window, group);
    return group == window.remaining ? Outcome.REMAINING : Outcome.COUNTED;
  }

  private boolean hasPassed(long end) {
    return watermark >= end && watermark - end >= limits.graceMillis();
  }

  private StatsGroup fresh(StatsWindow window, StatsKey key) {
    if (groups < limits.groups()
        && room.take(StatsGroup.firstWeight(key, plan.aggregations().size()))) {
      var group = new StatsGroup(key, plan.aggregates(), false);
      window.groups.put(key, group);
      groups++;
      return group;
    }
    var remaining = window.remaining;
    if (remaining == null) {
      remaining = new StatsGroup(NO_KEY, plan.aggregates(), true);
      room.force(remaining.weight());
      window.remaining = remaining;
    }
    return remaining;
  }

  private void touch(StatsWindow window, StatsGroup group) {
    if (!group.dirty) {
      group.dirty = true;
      dirty.add(new Saved(window, group));
    }
  }

  /**
   * Gives out rows of windows that are over, the earliest first, and lets go of them.
   *
   * @param last whether all windows are over
   * @param most how many rows
   */
  synchronized List<StatsRow> take(long now, boolean last, int most) {
    var rows = new ArrayList<StatsRow>();
    boolean quiet = now - lastAdded >= Math.max(1_000, limits.graceMillis());
    for (var all = windows.values().iterator(); all.hasNext() && rows.size() < most; ) {
      var window = all.next();
      boolean over =
          last
              || hasPassed(window.end)
              || (quiet && now >= window.end && now - window.end >= limits.graceMillis());
      if (over) {
        take(window, rows, most);
        if (window.groups.isEmpty() && window.remaining == null) {
          all.remove();
        }
      }
    }
    return rows;
  }

  private void take(StatsWindow window, List<StatsRow> rows, int most) {
    for (Iterator<StatsGroup> all = window.groups.values().iterator();
        all.hasNext() && rows.size() < most; ) {
      var group = all.next();
      all.remove();
      groups--;
      rows.add(row(window, group));
    }
    var remaining = window.remaining;
    if (remaining != null && window.groups.isEmpty() && rows.size() < most) {
      window.remaining = null;
      rows.add(row(window, remaining));
    }
  }

  private StatsRow row(StatsWindow window, StatsGroup group) {
    group.gone = true;
    room.give(group.weight());
    removed.add(new Removed(window.start, group));
    return new StatsRow(
        window.start,
        window.end,
        List.of(plan.by(group.key, window.start, group.remaining)),
        List.of(group.results()),
        group.remaining);
  }

  /**
   * What is to be saved: what has changed since the last time, or everything. Counts as saved once
   * it is {@linkplain #write written}.
   */
  synchronized Changes changes(boolean all) {
    var changes = new Changes(all ? everything() : dirty, all ? List.of() : removed);
    dirty = new ArrayList<>();
    removed = new ArrayList<>();
    return changes;
  }

  private List<Saved> everything() {
    var everything = new ArrayList<Saved>(groups);
    for (var window : windows.values()) {
      window.groups.values().forEach(group -> everything.add(new Saved(window, group)));
      if (window.remaining != null) {
        everything.add(new Saved(window, window.remaining));
      }
    }
    return everything;
  }

  /** Writes what a group has come to by now; false when it was given out since. */
  synchronized boolean write(StatsGroup group, DataOutput to) throws IOException {
    if (!group.gone) {
      group.write(to);
      group.dirty = false;
    }
    return !group.gone;
  }

  /**
   * Takes back a group.
   *
   * @throws IOException when it is not one of this table's
   */
  synchronized void read(long start, StatsKey key, boolean remaining, DataInput from)
      throws IOException {
    if (plan.period().floor(start) != start) {
      throw new IOException("no window begins at " + start);
    }
    var group = new StatsGroup(key, plan.aggregates(), remaining);
    group.read(from);
    var window =
        windows.computeIfAbsent(start, from0 -> new StatsWindow(from0, plan.period().end(from0)));
    room.force(group.weight());
    if (remaining) {
      window.remaining = group;
    } else {
      window.groups.put(key, group);
      groups++;
    }
  }

  /** How many groups there are. */
  synchronized int groups() {
    return groups;
  }

  /** How much memory they take, roughly, in bytes. */
  synchronized long bytes() {
    return room.used();
  }

  /** How often something was kept less exactly because memory was short. */
  synchronized long coarsened() {
    return room.refused();
  }
}
