package io.logboom.inputs.s3;

import java.time.Duration;

/**
 * A message as it was received.
 *
 * @param queue where
 * @param id stays the same however often it is received
 * @param handle what this receive of it is called; older ones are void
 * @param body what it says
 * @param receives how often it has been received, this time included
 * @param receivedNanos when, by {@link System#nanoTime}
 */
record Message(
    SqsQueue queue, String id, String handle, String body, int receives, long receivedNanos) {

  /** As people write it: queue and message id. */
  String place() {
    return queue.name() + "/" + id;
  }

  /** For how long this receive has lasted. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - receivedNanos);
  }
}
