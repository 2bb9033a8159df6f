package io.logboom.inputs.cloudwatch;

/**
 * How far a log group is read, and what to read next. All times are AWS's, in milliseconds since
 * 1970.
 *
 * <p>An event may show up late, by up to the overlap. So what is stamped before now minus the
 * overlap is there by now, and once it has been read and delivered it need not be looked at again:
 * that is the frontier, and it moves by readings that began at a known time, not by what they
 * brought. Everything from the frontier on, the window, is read again and again; what was delivered
 * is told by its id.
 *
 * <p>Reading a window of many pages over and over would take more requests than reading the log
 * group. So of a busy log group only what is new is read, until that has taken as many pages as the
 * window has, or the overlap is over; then the window is read. That costs no more than as much
 * again. Where the window is a page or two it is read each time.
 *
 * <p>For one thread at a time.
 */
final class Progress {
  /** Events stamped with a time to come are read, too; CloudWatch takes none beyond this. */
  private static final long AHEAD = 2 * 60 * Window.MINUTE;

  /** How much of what was read before is read again for what takes a moment to show up. */
  private static final long MOMENT = 10_000;

  /** A log group that is no further behind than this is read as if it were not behind at all. */
  private static final long BEHIND = 60 * Window.MINUTE;

  private static final long FIRST_PIECE = 10 * Window.MINUTE;
  private static final long LEAST_PIECE = 1000;
  private static final long MOST_PIECE = 100L * 365 * 24 * 60 * Window.MINUTE;
  private static final int FEW_PAGES = 2;
  private static final int MANY_PAGES = 16;
  private static final int TOO_MANY_PAGES = 32;

  private final long overlap;
  private long frontier;
  private long tolerance;
  private long piece = FIRST_PIECE;

  // Of what was read since this process began: up to where, and the last window.
  private long edge = Long.MIN_VALUE;
  private long windowAt = Long.MIN_VALUE;
  private int windowPages;
  private int pagesSince;

  Progress(long overlap, long frontier) {
    this.overlap = overlap;
    this.frontier = frontier;
    this.tolerance = Math.max(BEHIND, leastTolerance());
  }

  /** The frontier of a log group that is read as it should falls back by the overlap at most. */
  private long leastTolerance() {
    return overlap + Window.MINUTE;
  }

  /** What to read at this time. */
  Range next(long now) {
    long settled = now - overlap;
    if (settled - frontier > tolerance) {
      long to = Math.min(frontier + piece, settled) - 1;
      return new Range(Range.Kind.HISTORY, frontier, to, now);
    }
    boolean whole =
        windowPages <= FEW_PAGES || pagesSince >= windowPages || now - windowAt >= overlap;
    return whole
        ? new Range(Range.Kind.WINDOW, frontier, now + AHEAD, now)
        : new Range(
            Range.Kind.FRESH,
            Math.max(frontier, edge - Math.min(overlap, MOMENT)),
            now + AHEAD,
            now);
  }

  /**
   * Whether to stop reading this and take smaller pieces, because it has more pages than can be
   * read again and again should something go wrong. What was delivered of it is known by its ids.
   *
   * @param pages how many were read, and there are more
   */
  boolean tooLong(Range range, int pages) {
    long length =
        switch (range.kind()) {
          case HISTORY -> range.to() + 1 - range.from();
          case WINDOW -> range.asked() - overlap - range.from();
          case FRESH -> 0;
        };
    long least = range.kind() == Range.Kind.HISTORY ? LEAST_PIECE : leastTolerance();
    if (pages < TOO_MANY_PAGES || length <= least) {
      return false;
    }
    piece = Math.max(LEAST_PIECE, length / 8);
    tolerance = leastTolerance();
    return true;
  }

  /**
   * All of it is read and delivered.
   *
   * @param pages how many it had
   * @return the frontier
   */
  long done(Range range, int pages) {
    switch (range.kind()) {
      case HISTORY -> {
        frontier = range.to() + 1;
        if (pages <= FEW_PAGES) {
          piece = Math.min(MOST_PIECE, piece * 4);
        } else if (pages > MANY_PAGES) {
          piece = Math.max(LEAST_PIECE, piece / 2);
        }
      }
      case WINDOW -> {
        frontier = Math.max(frontier, range.asked() - overlap);
        edge = Math.max(edge, range.asked());
        windowAt = range.asked();
        windowPages = pages;
        pagesSince = 0;
      }
      case FRESH -> {
        edge = Math.max(edge, range.asked());
        pagesSince += pages;
      }
    }
    return frontier;
  }

  /** Whether an event with this time shows up late: that time was read before. */
  boolean late(long time) {
    return time < edge - Math.min(overlap, MOMENT);
  }

  /** Up to when the log group was read, late events apart. */
  long upTo() {
    return Math.max(frontier, edge);
  }
}
