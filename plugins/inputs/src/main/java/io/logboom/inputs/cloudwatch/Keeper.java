package io.logboom.inputs.cloudwatch;

import java.time.Duration;

/** Brings the checkpoint to the disk. One thread runs it. */
final class Keeper {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Checkpoint checkpoint;

  Keeper(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** Goes on until interrupted. */
  void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        checkpoint.sync();
      }
    } catch (InterruptedException _) {
      // This is how it is asked to end; closing the checkpoint writes the rest.
      return;
    }
  }
}
