package io.logboom.spi;

import java.util.ArrayDeque;

/**
 * The deliveries of one source (a file, an object), awaited as one. Those that went well are let go
 * as more are added, so a source of any length takes memory only for what is under way. Not safe
 * for use by several threads.
 */
public final class Deliveries implements Delivery {
  private final ArrayDeque<Delivery> pending = new ArrayDeque<>();

  /**
   * Adds one more.
   *
   * @throws UndeliveredException when an earlier one has failed already: reading on is pointless
   */
  public void add(Delivery delivery) throws UndeliveredException, InterruptedException {
    pending.addLast(delivery);
    for (var first = pending.peekFirst();
        first != null && first.done();
        first = pending.peekFirst()) {
      first.await();
      pending.removeFirst();
    }
  }

  @Override
  public void await() throws UndeliveredException, InterruptedException {
    for (var first = pending.peekFirst(); first != null; first = pending.peekFirst()) {
      first.await();
      pending.removeFirst();
    }
  }

  @Override
  public boolean done() {
    return pending.stream().allMatch(Delivery::done);
  }
}
