package io.logboom.core.flow;

import io.logboom.core.config.Batching;
import io.logboom.spi.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queue before one output, and where its batches are cut: full by bytes, by count or by age;
 * earlier when an input waits for memory or says that nothing more will come. It needs no bound of
 * its own, the budget is one. Safe for use by many threads.
 */
final class Lane implements Entrance {
  private final Batching batching;
  private final Budget budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Part> parts = new ArrayDeque<>();
  private final ArrayDeque<Long> arrivals = new ArrayDeque<>();
  private long bytes;
  private long events;
  private long toFlush;
  private boolean hurrying;
  private boolean draining;
  private @Nullable String abandoned;

  Lane(Batching batching, Budget budget) {
    this.batching = batching;
    this.budget = budget;
    budget.onPressure(this::wake);
  }

  @Override
  public void offer(Part part) {
    String why;
    lock.lock();
    try {
      why = abandoned;
      if (why == null) {
        parts.addLast(part);
        arrivals.addLast(System.nanoTime());
        bytes += part.bytes();
        events += part.events().size();
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (why != null) {
      part.ledger().fail(part.events().size(), why);
    }
  }

  @Override
  public void flush() {
    lock.lock();
    try {
      toFlush = events;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** From now on nothing waits for more to come. */
  void hurry() {
    lock.lock();
    try {
      hurrying = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come: {@link #take} gives null once the lane is empty. */
  void drain() {
    lock.lock();
    try {
      draining = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Fails what is in, and all that may still come. */
  void abandon(String why) {
    List<Part> left;
    lock.lock();
    try {
      abandoned = why;
      draining = true;
      left = new ArrayList<>(parts);
      parts.clear();
      arrivals.clear();
      bytes = 0;
      events = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    left.forEach(part -> part.ledger().fail(part.events().size(), why));
  }

  /** The next batch, waiting for it; null when the lane is drained. */
  @Nullable Cut take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (parts.isEmpty()) {
          if (draining) {
            return null;
          }
          changed.await();
          continue;
        }
        long left = batching.age().toNanos() - (System.nanoTime() - arrivals.peekFirst());
        if (left <= 0
            || draining
            || hurrying
            || toFlush > 0
            || bytes >= batching.bytes().bytes()
            || events >= batching.events()
            || budget.contended()) {
          return cut();
        }
        changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whole parts as long as they fit; the first one is split when it alone is too large. */
  private Cut cut() {
    var cut = new Cut();
    long room = batching.bytes().bytes();
    for (var part = parts.peekFirst(); part != null; part = parts.peekFirst()) {
      boolean fits =
          cut.bytes() + part.bytes() <= room
              && cut.size() + part.events().size() <= batching.events();
      if (fits) {
        parts.removeFirst();
        arrivals.removeFirst();
        cut.add(part.ledger(), part.events(), part.bytes());
      } else {
        if (cut.size() == 0) {
          split(part, cut);
        }
        break;
      }
    }
    bytes -= cut.bytes();
    events -= cut.size();
    toFlush = Math.max(0, toFlush - cut.size());
    if (!parts.isEmpty()) {
      changed.signal();
    }
    return cut;
  }

  private void split(Part part, Cut cut) {
    int count = 0;
    long taken = 0;
    for (Event event : part.events()) {
      if (count > 0
          && (taken + event.length() > batching.bytes().bytes() || count == batching.events())) {
        break;
      }
      taken += event.length();
      count++;
    }
    parts.removeFirst();
    if (count < part.events().size()) {
      parts.addFirst(
          new Part(
              part.ledger(),
              part.events().subList(count, part.events().size()),
              part.bytes() - taken));
    } else {
      arrivals.removeFirst();
    }
    cut.add(part.ledger(), part.events().subList(0, count), taken);
  }
}
