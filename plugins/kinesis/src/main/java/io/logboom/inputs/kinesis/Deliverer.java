package io.logboom.inputs.kinesis;

import io.logboom.spi.Delivery;
import io.logboom.spi.UndeliveredException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Awaits the deliveries of one shard in the order they were sent, which makes the last one that has
 * come in the low-water mark, and has that remembered every so often. A virtual thread of its own
 * does so, from {@link #start} until everything is delivered after {@link #finish}, something is
 * not delivered, the shard is lost, or {@link #abandon}.
 */
final class Deliverer {

  /** Up to where a delivery takes the shard; null when a record goes on in the next one. */
  private record Sent(@Nullable Position upTo, Delivery delivery) {}

  private final Checkpoint checkpoint;
  private final long intervalNanos;
  private final Counters counters;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Under the lock.
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private boolean finishing;
  private @Nullable UndeliveredException undelivered;
  private boolean lost;
  private boolean over;

  // The thread's own.
  private @Nullable Position delivered;
  private @Nullable Position noted;
  private long due = System.nanoTime();

  /**
   * @param interval how long to wait between two notes, at least
   */
  Deliverer(String name, Checkpoint checkpoint, Duration interval, Counters counters) {
    this.checkpoint = checkpoint;
    this.intervalNanos = interval.toNanos();
    this.counters = counters;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Adds the next delivery.
   *
   * @throws UndeliveredException when an earlier one has failed: reading on is pointless
   */
  void add(@Nullable Position upTo, Delivery delivery) throws UndeliveredException {
    lock.lock();
    try {
      throwIfUndelivered();
      sent.addLast(new Sent(upTo, delivery));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws UndeliveredException when a delivery has failed
   */
  void throwIfUndelivered() throws UndeliveredException {
    lock.lock();
    try {
      if (undelivered != null) {
        throw new UndeliveredException(String.valueOf(undelivered.getMessage()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the shard is somebody else's now. */
  boolean lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything is delivered and remembered.
   *
   * @throws UndeliveredException when something was not; what was before it is remembered
   */
  void finish() throws UndeliveredException, InterruptedException {
    lock.lockInterruptibly();
    try {
      finishing = true;
      changed.signalAll();
      while (!over) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
    throwIfUndelivered();
  }

  /** Whether nothing is delivered or remembered any more, because all was or something failed. */
  boolean over() {
    lock.lock();
    try {
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** Ends at once; nothing more is remembered. */
  void abandon() {
    thread.interrupt();
  }

  private void run() {
    try {
      for (var next = next(); next != null; next = next()) {
        next.delivery().await();
        if (next.upTo() != null) {
          delivered = next.upTo();
        }
        note(false);
      }
      note(true);
    } catch (UndeliveredException e) {
      counters.undelivered.increment();
      fail(e);
    } catch (Checkpoint.LostException _) {
      // What is under way may finish; it is for the shard's new reader to remember.
      change(() -> lost = true);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      change(() -> over = true);
    }
  }

  private void fail(UndeliveredException e) {
    try {
      note(true);
    } catch (Checkpoint.LostException | InterruptedException _) {
      // What was delivered before is then read once more: that is all there is to it.
    }
    change(() -> undelivered = e);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next delivery to await; null when there will be none. */
  private @Nullable Sent next() throws Checkpoint.LostException, InterruptedException {
    while (true) {
      lock.lockInterruptibly();
      try {
        Sent first = sent.pollFirst();
        if (first != null || finishing) {
          return first;
        }
        if (upToDate()) {
          changed.await();
          continue;
        }
        long left = due - System.nanoTime();
        if (left > 0) {
          var _ = changed.await(left, TimeUnit.NANOSECONDS);
          continue;
        }
      } finally {
        lock.unlock();
      }
      note(false);
    }
  }

  private boolean upToDate() {
    return delivered == null || delivered.equals(noted);
  }

  private void note(boolean now) throws Checkpoint.LostException, InterruptedException {
    Position upTo = delivered;
    if (upTo == null || upToDate() || (!now && due > System.nanoTime())) {
      return;
    }
    boolean well = checkpoint.note(upTo);
    due = System.nanoTime() + Math.max(intervalNanos, well ? 0 : TimeUnit.SECONDS.toNanos(1));
    if (well) {
      counters.checkpoints.increment();
      noted = upTo;
    } else {
      counters.checkpointFailures.increment();
    }
  }
}
