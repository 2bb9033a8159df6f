package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one aggregation has come to in one group. The order in which values come does not matter,
 * except to the last digits of calculated numbers. Used by one thread at a time.
 */
interface Aggregate {

  /** Texts that are kept, or make groups, are cut after so many characters. */
  int LONGEST = 4096;

  /**
   * Adds one event's value; what has none is passed over.
   *
   * @param epochMilli when the event happened
   * @param room what may be taken of the memory for all groups
   */
  void add(Datum value, long epochMilli, AggregateRoom room);

  /** What it has come to; missing when nothing was added that counts. */
  Datum result();

  /** How many bytes of memory it takes beyond those of a fresh one. */
  default int weight() {
    return 0;
  }

  /** Writes what {@link #read} reads. */
  void write(DataOutput to) throws IOException;

  /**
   * Takes back what was written by one of its kind.
   *
   * @throws IOException when it is nothing of the kind
   */
  void read(DataInput from) throws IOException;

  /**
   * A fresh one.
   *
   * @param percent for {@link Aggregator#PCT}
   */
  static Aggregate of(Aggregator aggregator, double percent) {
    return switch (aggregator) {
      case COUNT -> new AggregateCount();
      case SUM -> new AggregateSum(false);
      case AVG -> new AggregateSum(true);
      case MIN -> new AggregateChoice(AggregateChoice.Kind.MIN);
      case MAX -> new AggregateChoice(AggregateChoice.Kind.MAX);
      case COUNT_DISTINCT -> new AggregateDistinct();
      case PCT -> new AggregatePercentile(percent);
      case STDDEV -> new AggregateSpread();
      case EARLIEST -> new AggregateChoice(AggregateChoice.Kind.EARLIEST);
      case LATEST -> new AggregateChoice(AggregateChoice.Kind.LATEST);
      case SORTSFIRST -> new AggregateChoice(AggregateChoice.Kind.SORTS_FIRST);
      case SORTSLAST -> new AggregateChoice(AggregateChoice.Kind.SORTS_LAST);
    };
  }
}
