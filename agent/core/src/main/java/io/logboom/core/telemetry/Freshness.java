package io.logboom.core.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The time of the newest event that an input has brought of each account and region. What an event
 * says of itself counts; what its transport said, or when it was received, only as long as no event
 * from there has said anything. Safe for use by many threads.
 */
public final class Freshness {

  /**
   * Whoever writes logs may make up accounts: beyond so many, all the others share one entry,
   * called {@value #OTHER}.
   */
  static final int MOST = 200;

  static final String OTHER = "other";
  private static final int LONGEST = 64;

  private static final String ACCOUNT = "aws.account";
  private static final String REGION = "aws.region";
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<Source, Newest> sources = new ConcurrentHashMap<>();
  private final Clock clock;

  /**
   * Where events come from; empty where that is not known. Java would make classes for comparing a
   * record when it is first done, ten milliseconds of each start.
   */
  private record Source(String account, String region) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Source source
          && account.equals(source.account)
          && region.equals(source.region);
    }

    @Override
    public int hashCode() {
      return 31 * account.hashCode() + region.hashCode();
    }
  }

  /** In milliseconds since 1970. */
  private record Newest(AtomicLong happened, AtomicLong stamped) {}

  /**
   * How old the newest event from somewhere is.
   *
   * @param account an account of AWS; empty when nobody knows
   * @param region of AWS; empty when nobody knows
   * @param age of the newest event, by its time
   */
  public record Reading(String account, String region, Duration age) {}

  Freshness(Clock clock) {
    this.clock = clock;
  }

  /**
   * The newest of some events happened then, as they say.
   *
   * @param attributes of their origin
   * @param epochMilli milliseconds since 1970; a time in the future counts as now
   */
  public void happened(Map<String, String> attributes, long epochMilli) {
    raise(newest(attributes).happened(), epochMilli);
  }

  /**
   * The newest of some events was stamped or received then.
   *
   * @param attributes of their origin
   * @param epochMilli milliseconds since 1970; a time in the future counts as now
   */
  public void stamped(Map<String, String> attributes, long epochMilli) {
    raise(newest(attributes).stamped(), epochMilli);
  }

  private void raise(AtomicLong time, long epochMilli) {
    if (epochMilli > time.get()) {
      long sane = Math.min(epochMilli, clock.millis());
      time.accumulateAndGet(sane, Math::max);
    }
  }

  private Newest newest(Map<String, String> attributes) {
    var source =
        new Source(
            shortened(attributes.getOrDefault(ACCOUNT, "")),
            shortened(attributes.getOrDefault(REGION, "")));
    var known = sources.get(source);
    if (known != null) {
      return known;
    }
    var counted = sources.size() < MOST ? source : new Source(OTHER, OTHER);
    return sources.computeIfAbsent(
        counted, _ -> new Newest(new AtomicLong(NEVER), new AtomicLong(NEVER)));
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  /** All there are, in order of their names. */
  List<Reading> read() {
    long now = clock.millis();
    var readings = new ArrayList<Reading>();
    sources.forEach(
        (source, newest) -> {
          long happened = newest.happened().get();
          long time = happened == NEVER ? newest.stamped().get() : happened;
          if (time != NEVER) {
            var age = Duration.ofMillis(Math.max(0, now - time));
            readings.add(new Reading(source.account(), source.region(), age));
          }
        });
    readings.sort(Comparator.comparing(Reading::account).thenComparing(Reading::region));
    return List.copyOf(readings);
  }
}
