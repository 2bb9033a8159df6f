package io.logboom.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * Events that follow one another in a queue and share their fate. Guarded by the queue's lock; made
 * and linked by {@link Backlog}.
 */
final class Range {

  /** What is to happen to the events, or has. */
  enum State {
    /** They are being appended, to be handed on from memory. */
    APPENDED,
    /** They have to be read back. */
    UNREAD,
    /** They were handed on, and are on their way. */
    HANDED,
    /** They are delivered. */
    SETTLED
  }

  static final long UNKNOWN = -1;

  State state;

  /** Where those that are written begin; none: nothing is written yet. */
  @Nullable Mark start;

  /** Where those that are written end. */
  @Nullable Mark end;

  /** How many pieces of groups are not written yet. */
  int unwritten;

  /** The number of the first event; {@link #UNKNOWN} when the cursor is lost. */
  long startNumber;

  /** The number after that of the last event. */
  long endNumber;

  /** What the events take in memory while they are on their way. */
  long memory;

  /** How many bytes their entries take. */
  long bytes;

  /** Whether they may have been handed on before, by this process or an earlier one. */
  boolean again;

  /** To be kept when they are delivered, if the disk has not been faster. */
  @Nullable Promise promise;

  @Nullable Range before;
  @Nullable Range after;

  Range(State state, long startNumber, long endNumber) {
    this.state = state;
    this.startNumber = startNumber;
    this.endNumber = endNumber;
  }

  /** Whether there is something to read back now. */
  boolean isReadable() {
    return state == State.UNREAD && start != null && !start.equals(end);
  }

  /** Whether all that was in it has been taken out. */
  boolean isConsumed() {
    return unwritten == 0 && (start == null || start.equals(end));
  }
}
