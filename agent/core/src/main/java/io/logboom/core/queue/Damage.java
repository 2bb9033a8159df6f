package io.logboom.core.queue;

/**
 * Bytes of a segment that are no entry.
 *
 * @param from the first of them, counted from the start of the file
 * @param to the first after them
 */
record Damage(Segment segment, long from, long to) {

  long bytes() {
    return to - from;
  }

  @Override
  public String toString() {
    return segment.name() + ": bytes " + from + " to " + (to - 1) + " are damaged";
  }
}
