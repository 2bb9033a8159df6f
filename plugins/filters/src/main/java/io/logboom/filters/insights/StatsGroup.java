package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What all aggregations have come to in one group of one window. Guarded by its table. */
final class StatsGroup {

  /** What a group takes besides its key and what its aggregates say; measured, rounded up. */
  private static final int BASE = 240;

  private static final int EACH = 96;

  final StatsKey key;
  final Aggregate[] aggregates;

  /** Whether it is of all groups of its window that were too many. */
  final boolean remaining;

  /** Whether it has changed since it was saved. */
  boolean dirty;

  /** Whether it was given out. */
  boolean gone;

  StatsGroup(StatsKey key, Aggregate[] aggregates, boolean remaining) {
    this.key = key;
    this.aggregates = aggregates;
    this.remaining = remaining;
  }

  void add(Datum[] arguments, long epochMilli, AggregateRoom room) {
    for (int i = 0; i < aggregates.length; i++) {
      aggregates[i].add(arguments[i], epochMilli, room);
    }
  }

  Datum[] results() {
    var results = new Datum[aggregates.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = aggregates[i].result();
    }
    return results;
  }

  /** What a group takes before anything is added to it. */
  static long firstWeight(StatsKey key, int aggregates) {
    return BASE + key.bytes().length + (long) EACH * aggregates;
  }

  /** How many bytes of memory it takes. */
  long weight() {
    long weight = firstWeight(key, aggregates.length);
    for (var aggregate : aggregates) {
      weight += aggregate.weight();
    }
    return weight;
  }

  void write(DataOutput to) throws IOException {
    for (var aggregate : aggregates) {
      aggregate.write(to);
    }
  }

  void read(DataInput from) throws IOException {
    for (var aggregate : aggregates) {
      aggregate.read(from);
    }
  }
}
