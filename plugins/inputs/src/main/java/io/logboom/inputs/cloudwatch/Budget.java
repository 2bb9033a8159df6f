package io.logboom.inputs.cloudwatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests a second may go to CloudWatch Logs of one account and region: one for all
 * inputs of the process. A bucket for one token, filled at that rate, so that requests come evenly
 * and no second ever has more. When AWS says that it is too much all the same, the rate is halved;
 * it grows back to the full one in a minute. Safe for use by many threads.
 */
final class Budget {
  private static final Map<String, Budget> SHARED = new HashMap<>();
  private static final double SECOND = 1e9;

  /** How long the rate takes to grow from nothing to the full one, in seconds. */
  private static final double RECOVERY = 60;

  private static final double LEAST_SHARE = 0.02;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String key;
  private final Map<Object, Double> users = new HashMap<>();
  private double limit;
  private double rate;
  private long changedAt = System.nanoTime();
  private long next = changedAt;
  private long throttledAt = changedAt - Duration.ofHours(1).toNanos();

  private Budget(String key) {
    this.key = key;
  }

  /** One input's use of a budget that others may use, too. */
  record Share(Budget budget, Object user) implements AutoCloseable {
    @Override
    public void close() {
      budget.leave(user);
    }
  }

  /**
   * The budget with this key, for one more user until it closes its share.
   *
   * @param rate the most requests a second this user wants; the least of all users' counts
   */
  static Share share(String key, double rate) {
    var user = new Object();
    synchronized (SHARED) {
      var budget = SHARED.computeIfAbsent(key, Budget::new);
      budget.enter(user, rate);
      return new Share(budget, user);
    }
  }

  private synchronized void enter(Object user, double wanted) {
    users.put(user, wanted);
    limit();
    rate = users.size() == 1 ? limit : Math.min(rate, limit);
  }

  private void leave(Object user) {
    synchronized (SHARED) {
      synchronized (this) {
        users.remove(user);
        if (users.isEmpty()) {
          SHARED.remove(key);
        } else {
          limit();
        }
      }
    }
  }

  private void limit() {
    limit = users.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** Waits until one more request may go out. */
  void acquire() throws InterruptedException {
    long wait = reserve();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }

  private synchronized long reserve() {
    long now = System.nanoTime();
    recover(now);
    if (next - now < 0) {
      next = now;
    }
    long wait = next - now;
    next += (long) (SECOND / rate);
    return wait;
  }

  private void recover(long now) {
    rate = Math.min(limit, rate + (now - changedAt) / SECOND * limit / RECOVERY);
    changedAt = now;
  }

  /** AWS says that it was too much. */
  synchronized void throttled() {
    long now = System.nanoTime();
    recover(now);
    // What others sent in the same moment is refused for the same reason: it counts once.
    if (now - throttledAt > PAUSE.toNanos()) {
      throttledAt = now;
      rate = Math.max(limit * LEAST_SHARE, rate / 2);
      next = Math.max(next - now, PAUSE.toNanos()) + now;
    }
  }

  /** The most requests a second at present. */
  synchronized double rate() {
    recover(System.nanoTime());
    return rate;
  }
}
