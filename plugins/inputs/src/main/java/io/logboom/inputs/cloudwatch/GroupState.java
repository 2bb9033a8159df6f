package io.logboom.inputs.cloudwatch;

/**
 * What is remembered of a log group: its frontier, and the ids of events delivered from there on.
 * Asked by the one thread that reads the log group, and changed by that thread under the lock of
 * the {@link Checkpoint}.
 */
final class GroupState {
  /** Nothing is known yet. */
  static final long NONE = Long.MIN_VALUE;

  private final Fingerprint key;
  private final Window window;
  private long frontier = NONE;

  GroupState(Fingerprint key, Window window) {
    this.key = key;
    this.window = window;
  }

  Fingerprint key() {
    return key;
  }

  /** Everything stamped before this is delivered; {@link #NONE} for nothing. */
  long frontier() {
    return frontier;
  }

  boolean delivered(long time, Fingerprint id) {
    return time < frontier || window.contains(time, id);
  }

  Window window() {
    return window;
  }

  /** Moves the frontier, never back; says how many ids that lets go. */
  long advance(long to) {
    if (to <= frontier) {
      return 0;
    }
    frontier = to;
    return window.forgetBefore(to);
  }
}
