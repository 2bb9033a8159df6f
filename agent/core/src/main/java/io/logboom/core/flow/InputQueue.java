package io.logboom.core.flow;

import io.logboom.core.queue.DiskQueue;
import io.logboom.core.queue.Receipt;
import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.UndeliveredException;
import java.util.List;

/**
 * The way in for an input whose events wait on disk: a batch is delivered once it is there, or at
 * the outputs if that is sooner. Events that are broken at birth do not wait: they go to the
 * dead-letter file as they do without a queue.
 */
final class InputQueue implements Emitter {
  private final DiskQueue queue;
  private final Emitter door;

  /**
   * @param door where the queue hands on to
   */
  InputQueue(DiskQueue queue, Emitter door) {
    this.queue = queue;
    this.door = door;
  }

  @Override
  public Delivery emit(Batch batch) throws InterruptedException {
    var receipt = new Receipt();
    if (batch.rejected().isEmpty()) {
      queue.append(batch, receipt);
      return receipt;
    }
    queue.append(batch.events(), receipt);
    var letters = door.emit(new Batch(List.of(), batch.rejected(), batch.bytes(), batch.release()));
    return new Both(receipt, letters);
  }

  @Override
  public void flush() {
    door.flush();
    queue.flush();
  }

  private record Both(Delivery first, Delivery second) implements Delivery {
    @Override
    public void await() throws UndeliveredException, InterruptedException {
      first.await();
      second.await();
    }

    @Override
    public boolean done() {
      return first.done() && second.done();
    }
  }
}
