package io.logboom.inputs.cloudwatch;

import java.util.HashSet;
import java.util.Set;

/**
 * Who reads, so that it can be stopped: whoever has read and only waits for delivery is outside,
 * and is not interrupted. Safe for use by many threads.
 */
final class Gate {
  private final Set<Thread> inside = new HashSet<>();
  private boolean stopping;

  /** Begins to read; false when it is time to stop. */
  synchronized boolean enter() {
    return !stopping && inside.add(Thread.currentThread());
  }

  /** Has read. After this no interrupt comes, and one that came is gone. */
  synchronized void leave() {
    if (inside.remove(Thread.currentThread())) {
      Thread.interrupted();
    }
  }

  /** Interrupts everybody inside; nobody enters any more. */
  synchronized void stop() {
    stopping = true;
    inside.forEach(Thread::interrupt);
  }
}
