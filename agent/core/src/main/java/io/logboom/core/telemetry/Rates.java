package io.logboom.core.telemetry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many events a second there were over the last minute, as far as somebody has looked at times.
 * Safe for use by many threads.
 */
public final class Rates {

  /** How often to look. */
  public static final Duration PAUSE = Duration.ofSeconds(10);

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final Totals NOTHING = new Totals(0, 0);

  private final List<Meter> meters;
  private final ArrayDeque<Look> looks = new ArrayDeque<>();

  private record Totals(long events, long bytes) {}

  private record Look(long at, Map<Meter, Totals> totals) {}

  /** A second. */
  record Rate(double events, double bytes) {}

  Rates(List<Meter> meters) {
    this.meters = meters;
  }

  /** Notes how much there is by now. To be called every {@link #PAUSE}. */
  public synchronized void look() {
    long now = System.nanoTime();
    var totals = new HashMap<Meter, Totals>();
    meters.forEach(meter -> totals.put(meter, new Totals(meter.out(), meter.bytes())));
    looks.addLast(new Look(now, totals));
    while (looks.size() > 1 && now - looks.peekFirst().at() > MINUTE) {
      looks.removeFirst();
    }
  }

  /**
   * The rates now.
   *
   * @param up how long the agent has been there, for when nobody has looked yet
   */
  synchronized Now now(Duration up) {
    long now = System.nanoTime();
    var first = looks.peekFirst();
    return first == null
        ? new Now(Map.of(), up.toNanos() / 1e9)
        : new Now(first.totals(), (now - first.at()) / 1e9);
  }

  /** The rates at one time. */
  static final class Now {
    private final Map<Meter, Totals> before;
    private final double seconds;

    private Now(Map<Meter, Totals> before, double seconds) {
      this.before = before;
      this.seconds = Math.max(seconds, 1e-3);
    }

    Rate of(Meter meter) {
      var then = before.getOrDefault(meter, NOTHING);
      return new Rate(
          (meter.out() - then.events()) / seconds, (meter.bytes() - then.bytes()) / seconds);
    }
  }
}
