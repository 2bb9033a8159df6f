package io.logboom.filters.insights;

/** How much memory all groups of one query take, and may take. Used by one thread at a time. */
final class AggregateRoom {
  private final long limit;
  private long used;
  private long refused;

  /**
   * @param limit in bytes
   */
  AggregateRoom(long limit) {
    this.limit = limit;
  }

  /** Takes so many bytes if there are any; tells whether. */
  boolean take(long bytes) {
    if (used + bytes > limit) {
      refused++;
      return false;
    }
    used += bytes;
    return true;
  }

  /** Takes so many bytes, whether there are any or not: of what was there before a restart. */
  void force(long bytes) {
    used += bytes;
  }

  void give(long bytes) {
    used -= bytes;
  }

  long used() {
    return used;
  }

  /** How often there was no room. */
  long refused() {
    return refused;
  }
}
