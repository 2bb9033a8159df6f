package io.logboom.core.flow;

import io.logboom.core.queue.Settlement;
import io.logboom.spi.Delivery;
import io.logboom.spi.UndeliveredException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is still open of one emitted batch: one entry for each event at each output (or dead letter)
 * it has to reach, and one for the filtering itself. The events carry no such state; whoever has
 * written some says how many. At nought the memory is given back and the promise kept or broken.
 */
final class Ledger implements Delivery {
  private final AtomicInteger open = new AtomicInteger(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * What is done in the end, and with it the batch: forgotten then, as an input may keep this for
   * as long as it reads an object.
   */
  private @Nullable Runnable end;

  private volatile @Nullable String failure;

  /**
   * Opens with one entry, for the filtering.
   *
   * @param release gives the batch's memory back; called once, when nobody uses it any more
   */
  Ledger(Runnable release) {
    this(release, _ -> {});
  }

  /**
   * Opens with one entry, for the filtering.
   *
   * @param release gives the batch's memory back; called once, when nobody uses it any more
   * @param settlement told then what became of the batch
   */
  Ledger(Runnable release, Settlement settlement) {
    this.end =
        () -> {
          release.run();
          settlement.settled(failure == null);
        };
  }

  /** So many entries more. Only while at least one is open. */
  void open(int entries) {
    open.addAndGet(entries);
  }

  /** So many entries are durable, dropped on purpose, or dead-lettered. */
  void close(int entries) {
    if (open.addAndGet(-entries) == 0) {
      var last = end;
      end = null;
      if (last != null) {
        last.run();
      }
      closed.countDown();
    }
  }

  /** So many entries will not be delivered in this life of the agent. */
  void fail(int entries, String why) {
    failure = why;
    close(entries);
  }

  @Override
  public void await() throws UndeliveredException, InterruptedException {
    closed.await();
    String why = failure;
    if (why != null) {
      throw new UndeliveredException(why);
    }
  }

  @Override
  public boolean done() {
    return closed.getCount() == 0;
  }
}
