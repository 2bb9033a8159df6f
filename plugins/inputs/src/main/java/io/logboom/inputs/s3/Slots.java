package io.logboom.inputs.s3;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The places for objects to be read at once, and the way to stop those who read. Whoever has read
 * and only waits for delivery holds no place, and is not interrupted. Safe for use by many threads.
 */
final class Slots {
  private final Semaphore free;
  private final Set<Thread> inside = new HashSet<>();
  private boolean stopping;

  Slots(int count) {
    this.free = new Semaphore(count, true);
  }

  /** Waits until somebody could enter. */
  void awaitFree() throws InterruptedException {
    free.acquire();
    free.release();
  }

  /** How many could enter. */
  int free() {
    return free.availablePermits();
  }

  /** Waits for a place and takes it; false when it is time to stop. */
  boolean enter() {
    synchronized (this) {
      if (stopping) {
        return false;
      }
      inside.add(Thread.currentThread());
    }
    try {
      free.acquire();
      return true;
    } catch (InterruptedException _) {
      forget();
      return false;
    }
  }

  /** Gives the place back. */
  void leave() {
    forget();
    free.release();
  }

  /** Interrupts everybody who has a place or waits for one; nobody enters any more. */
  synchronized void stop() {
    stopping = true;
    inside.forEach(Thread::interrupt);
  }

  synchronized boolean stopping() {
    return stopping;
  }

  /** After this no interrupt comes, and one that came is gone. */
  private synchronized void forget() {
    inside.remove(Thread.currentThread());
    Thread.interrupted();
  }
}
