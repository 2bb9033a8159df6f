package io.logboom.core.queue;

import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What is downstream of a queue in a test: takes batches, and settles them when it is told to. */
final class Taker implements Downstream {
  private record Taken(Batch batch, Settlement settlement) {}

  private final Deque<Taken> waiting = new ArrayDeque<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private boolean closed;
  private boolean holding;
  private boolean refusing;
  private int flushes;
  private int offered;

  /** Delivers whatever comes, at once. */
  static Taker open() {
    return new Taker();
  }

  /** Takes nothing until it is let. */
  static Taker closed() {
    var taker = new Taker();
    taker.closed = true;
    return taker;
  }

  /** Takes everything, and keeps it until {@link #settle}. */
  static Taker holding() {
    var taker = new Taker();
    taker.holding = true;
    return taker;
  }

  /** From now on takes and delivers. */
  synchronized void let() {
    closed = false;
    notifyAll();
  }

  /** From now on takes nothing from memory. */
  synchronized Taker refuseOffers() {
    refusing = true;
    return this;
  }

  /** Settles what was taken, oldest first; returns how many batches. */
  int settle(boolean delivered) {
    List<Taken> all;
    synchronized (this) {
      all = new ArrayList<>(waiting);
      waiting.clear();
    }
    all.forEach(taken -> finish(taken, delivered));
    return all.size();
  }

  /** Settles the batch taken last. */
  boolean settleLast() {
    Taken last;
    synchronized (this) {
      last = waiting.pollLast();
    }
    if (last != null) {
      finish(last, true);
    }
    return last != null;
  }

  @Override
  public void hand(Batch batch, Settlement settlement) throws InterruptedException {
    synchronized (this) {
      while (closed) {
        wait();
      }
    }
    take(new Taken(batch, settlement));
  }

  @Override
  public boolean offer(Batch batch, Settlement settlement) {
    synchronized (this) {
      if (closed || refusing) {
        return false;
      }
      offered++;
    }
    take(new Taken(batch, settlement));
    return true;
  }

  private void take(Taken taken) {
    synchronized (this) {
      for (var event : taken.batch.events()) {
        texts.add(Fixture.text(event));
        events.add(event);
      }
      if (holding) {
        waiting.add(taken);
        return;
      }
    }
    finish(taken, true);
  }

  private static void finish(Taken taken, boolean delivered) {
    taken.batch.release().run();
    taken.settlement.settled(delivered);
  }

  @Override
  public synchronized void flush() {
    flushes++;
  }

  /** What came, in its order. */
  synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  /** The same as events; their bytes are good as long as nothing was settled. */
  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  synchronized int flushes() {
    return flushes;
  }

  /** How many batches came from memory. */
  synchronized int offered() {
    return offered;
  }
}
