package io.logboom.core.queue;

import io.logboom.spi.Delivery;
import io.logboom.spi.UndeliveredException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A promise that somebody can wait for. */
public final class Receipt implements Promise, Delivery {
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile @Nullable String failure;

  public Receipt() {}

  @Override
  public void keep() {
    settled.countDown();
  }

  @Override
  public void breakOff(String why) {
    if (settled.getCount() > 0) {
      failure = why;
      settled.countDown();
    }
  }

  @Override
  public void await() throws UndeliveredException, InterruptedException {
    settled.await();
    String why = failure;
    if (why != null) {
      throw new UndeliveredException(why);
    }
  }

  @Override
  public boolean done() {
    return settled.getCount() == 0;
  }
}
