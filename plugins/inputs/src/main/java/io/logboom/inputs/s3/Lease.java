package io.logboom.inputs.s3;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The agent's hold on a message: it stays hidden from other readers while the lease is kept up.
 * Ends in one of two ways: settled by whoever deals with the message, or lost to time. Safe for use
 * by many threads.
 */
final class Lease {
  /** SQS hides a message for no longer than this, counted from its receive. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Message message;

  /**
   * Held while a request about the message's visibility is under way, so that the last one wins.
   */
  private final ReentrantLock turn = new ReentrantLock();

  private volatile long hiddenUntilNanos;
  private volatile boolean settled;
  private volatile boolean lost;

  Lease(Message message, Duration hidden) {
    this.message = message;
    this.hiddenUntilNanos = message.receivedNanos() + hidden.toNanos();
  }

  Message message() {
    return message;
  }

  ReentrantLock turn() {
    return turn;
  }

  /** For how long the message is hidden yet; negative when it is no more. */
  Duration left() {
    return Duration.ofNanos(hiddenUntilNanos - System.nanoTime());
  }

  /** The longest that SQS will hide the message from now on, in whole seconds; 0 for not at all. */
  Duration most() {
    Duration most = LONGEST.minus(message.age()).minus(MARGIN);
    return most.isNegative() ? Duration.ZERO : Duration.ofSeconds(most.toSeconds());
  }

  /** Notes that it is hidden for so long from now. */
  void hidden(Duration time) {
    hiddenUntilNanos = System.nanoTime() + time.toNanos();
  }

  /** Nobody extends it any more. */
  void settle() {
    settled = true;
  }

  boolean settled() {
    return settled;
  }

  /** It cannot be extended any more; the message will be received again. */
  void lose() {
    lost = true;
  }

  boolean lost() {
    return lost;
  }
}
