package io.logboom.core.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a keeper's next round, and when that is to be. Safe for use by many threads; what
 * is said of a round is said by the keeper's own.
 */
final class Rounds {

  /** How long a filter is left alone while nobody waits. */
  private static final long TICK = TimeUnit.SECONDS.toNanos(1);

  /** The shortest pause between two saves, so that those who wait share one. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  /** How often a round may fail before an agent that is to end by itself, ends. */
  private static final int TRIES = 5;

  private final Budget budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Ledger> held = new ArrayList<>();
  private boolean hurried;
  private boolean more;
  private boolean finishing;
  private boolean finished;
  private boolean draining;
  private @Nullable String ended;
  private int failures;
  private long lastEnd = System.nanoTime();
  private long lastCost;

  Rounds(Budget budget) {
    this.budget = budget;
    budget.onPressure(this::hurry);
  }

  /** Has a batch wait; one entry of its ledger is open for that. */
  void hold(Ledger ledger) {
    String why;
    lock.lock();
    try {
      why = ended;
      if (why == null) {
        held.add(ledger);
        if (held.size() == 1) {
          changed.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
    if (why != null) {
      ledger.fail(1, why);
    }
  }

  /** Those who wait now do not wait for more to come. */
  void hurry() {
    lock.lock();
    try {
      if (!held.isEmpty()) {
        hurried = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing follows: waits for rounds until nothing is left to be given out. */
  void finish() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      finishing = true;
      changed.signalAll();
      while (!finished && ended == null) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The next round that goes well is the last one. */
  void drain() {
    lock.lock();
    try {
      draining = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There are no more rounds: whoever waits, or is still to come, is told that it failed. */
  void end(String why) {
    List<Ledger> left;
    lock.lock();
    try {
      if (ended == null) {
        ended = why;
      }
      left = held;
      held = new ArrayList<>();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    left.forEach(ledger -> ledger.fail(1, why));
  }

  boolean isEnded() {
    lock.lock();
    try {
      return ended != null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is time for the next round. */
  void await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      for (long left = left(); left > 0; left = left()) {
        changed.awaitNanos(left);
      }
      hurried = false;
    } finally {
      lock.unlock();
    }
  }

  private long left() {
    long pause = TICK;
    if (failures > 0) {
      pause = Math.min(TICK, PAUSE << Math.min(failures, 5));
    } else if (draining || more || (finishing && !finished)) {
      pause = 0;
    } else if (!held.isEmpty()) {
      pause =
          hurried || budget.contended()
              ? Math.min(lastCost, TICK)
              : Math.clamp(3 * lastCost, PAUSE, TICK);
    }
    return pause - (System.nanoTime() - lastEnd);
  }

  boolean draining() {
    lock.lock();
    try {
      return draining;
    } finally {
      lock.unlock();
    }
  }

  boolean finishing() {
    lock.lock();
    try {
      return finishing;
    } finally {
      lock.unlock();
    }
  }

  /** Those who wait now. */
  List<Ledger> take() {
    lock.lock();
    try {
      var taken = held;
      held = new ArrayList<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Has them wait again, before the others. */
  void putBack(List<Ledger> taken) {
    String why;
    lock.lock();
    try {
      why = ended;
      if (why == null) {
        taken.addAll(held);
        held = taken;
      }
    } finally {
      lock.unlock();
    }
    if (why != null) {
      taken.forEach(ledger -> ledger.fail(1, why));
    }
  }

  /**
   * A round went well.
   *
   * @param finishing whether nothing followed when it began
   * @param given whether something was given out, so that there may be more
   * @param cost how long the saving took, in nanoseconds
   */
  void went(boolean finishing, boolean given, long cost) {
    lock.lock();
    try {
      failures = 0;
      lastEnd = System.nanoTime();
      lastCost = cost;
      more = given;
      if (finishing && !given) {
        finished = true;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A round failed; tells whether an agent that is to end by itself is not to wait any longer. */
  boolean failed(boolean finishing) {
    lock.lock();
    try {
      failures++;
      lastEnd = System.nanoTime();
      more = false;
      boolean enough = finishing && failures >= TRIES;
      if (enough) {
        finished = true;
        changed.signalAll();
      }
      return enough;
    } finally {
      lock.unlock();
    }
  }
}
