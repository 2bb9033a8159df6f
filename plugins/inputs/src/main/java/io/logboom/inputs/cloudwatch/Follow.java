package io.logboom.inputs.cloudwatch;

import java.time.Duration;

/**
 * A log group that is read: what it is, how far it is read, and how it has been doing. One thread
 * at a time reads it; what the {@link Schedule} keeps of it is under that one's lock.
 */
final class Follow {
  final LogGroup group;
  final GroupState state;
  final Progress progress;

  /** How many times in a row it could not be read. */
  int failures;

  /** Why it could not be read the last time; nothing when it could. */
  String trouble = "";

  /** Whether the last time it was asked for it could be read. */
  volatile boolean readable;

  /** How long it waits after a poll that went well. */
  Duration interval = Duration.ZERO;

  /** When its next poll is due, by {@link System#nanoTime}. */
  long dueAt;

  /** Up to when it is read, in milliseconds since 1970 by AWS's clock. */
  volatile long upTo;

  /** It is no longer there, or no longer wanted. */
  boolean gone;

  /** It is in the queue; otherwise it is being read. */
  boolean queued;

  /** It was found to have grown while it was being read. */
  boolean hastened;

  /** How many pages a second it takes while it is busy. */
  double load;

  Follow(LogGroup group, GroupState state, Progress progress) {
    this.group = group;
    this.state = state;
    this.progress = progress;
    this.upTo = progress.upTo();
  }
}
