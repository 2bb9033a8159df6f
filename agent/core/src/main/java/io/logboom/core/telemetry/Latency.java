package io.logboom.core.telemetry;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long events took from being handed on by their input to being delivered everywhere. Counted
 * batch by batch, in buckets that never change, so that it costs two additions. Safe for use by
 * many threads.
 */
public final class Latency {

  /** The upper ends of the buckets, in seconds; the last bucket has none. */
  public static final List<Double> BOUNDS =
      List.of(
          0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0,
          3600.0);

  private static final long[] NANOS =
      BOUNDS.stream().mapToLong(bound -> Math.round(bound * 1e9)).toArray();

  private final LongAdder[] buckets = new LongAdder[NANOS.length + 1];
  private final LongAdder micros = new LongAdder();

  /**
   * What was counted up to some time.
   *
   * @param counts of events in each bucket, not cumulated; one more than there are bounds
   * @param seconds of all events together
   */
  public record Reading(List<Long> counts, double seconds) {

    /** How many events were delivered. */
    public long events() {
      return counts.stream().mapToLong(count -> count).sum();
    }

    /**
     * How many seconds that share of the events took at most, as far as the buckets tell.
     *
     * @param share from 0 to 1
     * @return empty when it is longer than the last bound, or there are none
     */
    public OptionalDouble quantile(double share) {
      long wanted = (long) Math.ceil(share * events());
      long seen = 0;
      for (int i = 0; i < BOUNDS.size() && wanted > 0; i++) {
        seen += counts.get(i);
        if (seen >= wanted) {
          return OptionalDouble.of(BOUNDS.get(i));
        }
      }
      return OptionalDouble.empty();
    }
  }

  Latency() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /** So many events were delivered together. */
  public void delivered(long nanos, long events) {
    int bucket = 0;
    while (bucket < NANOS.length && nanos > NANOS[bucket]) {
      bucket++;
    }
    buckets[bucket].add(events);
    micros.add(TimeUnit.NANOSECONDS.toMicros(nanos) * events);
  }

  /** What is counted by now. */
  Reading read() {
    var counts = new Long[buckets.length];
    for (int i = 0; i < buckets.length; i++) {
      counts[i] = buckets[i].sum();
    }
    return new Reading(List.of(counts), micros.sum() / 1e6);
  }
}
