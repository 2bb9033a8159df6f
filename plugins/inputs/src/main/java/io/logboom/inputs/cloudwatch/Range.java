package io.logboom.inputs.cloudwatch;

/**
 * A part of a log group's time to be read at once.
 *
 * @param from the first millisecond since 1970
 * @param to the last one
 * @param asked when it was decided to read it
 */
record Range(Kind kind, long from, long to, long asked) {

  /** Why it is read. */
  enum Kind {
    /** Old enough that nothing in it will show up late: read once, piece by piece. */
    HISTORY,
    /** From the frontier on: what may have shown up late, and what is new. */
    WINDOW,
    /** Only what is new; what is late is left to the next reading of the window. */
    FRESH
  }
}
