package io.logboom.inputs.syslog;

import io.logboom.spi.Batch;
import java.util.List;

/**
 * A batch on its way to the pipeline.
 *
 * @param owed messages in it that nobody will send again
 * @param receipts those who wait to hear that it is delivered
 */
record Parcel(Batch batch, int owed, List<Receipt> receipts) {

  /** Told, on the event loop, what became of messages; called once. */
  interface Receipt {
    void settled(boolean delivered);
  }
}
