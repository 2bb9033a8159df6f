package io.logboom.core.queue;

import io.logboom.spi.Batch;

/** Where a queue hands events on to. */
public interface Downstream {

  /** Takes a batch, waiting until there is room. */
  void hand(Batch batch, Settlement settlement) throws InterruptedException;

  /** Takes a batch if there is room at once; tells whether it did. */
  boolean offer(Batch batch, Settlement settlement);

  /** Nothing more comes for a while. */
  void flush();
}
