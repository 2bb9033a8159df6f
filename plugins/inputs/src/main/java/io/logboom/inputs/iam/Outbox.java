package io.logboom.inputs.iam;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.UndeliveredException;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches under way, and what is to be done once each is delivered. Those at the head that are are
 * let go as more come, so it takes memory only for what is under way. Safe for use by many threads.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Emitter out;
  private final ArrayDeque<Sent> pending = new ArrayDeque<>();
  private boolean undelivered;

  private record Sent(Delivery delivery, Runnable delivered) {}

  Outbox(Emitter out) {
    this.out = out;
  }

  /**
   * Hands a batch on.
   *
   * @param delivered run on some thread, once, when it is; never when it is not
   */
  void send(Batch batch, Runnable delivered) throws InterruptedException {
    var sent = new Sent(out.emit(batch), delivered);
    synchronized (this) {
      pending.addLast(sent);
      for (var first = pending.peekFirst();
          first != null && first.delivery().done();
          first = pending.peekFirst()) {
        settle(first);
        pending.removeFirst();
      }
    }
  }

  /** Waits until nothing is under way; whether everything so far was delivered. */
  synchronized boolean settled() throws InterruptedException {
    out.flush();
    for (var first = pending.peekFirst(); first != null; first = pending.peekFirst()) {
      settle(first);
      pending.removeFirst();
    }
    return !undelivered;
  }

  private void settle(Sent sent) throws InterruptedException {
    try {
      sent.delivery().await();
      sent.delivered().run();
    } catch (UndeliveredException e) {
      LOG.debug("read again: {}", e.getMessage());
      undelivered = true;
    }
  }
}
