package io.logboom.filters.alert;

/**
 * How much of an event a message shows, in characters.
 *
 * @param value of one value
 * @param section of all values of a section
 * @param lines how many lines of a section
 * @param record of the record
 */
record Budget(int value, int section, int lines, int record) {

  /** Less of everything: of the record, which is all there again, most. */
  Budget less() {
    return new Budget(
        Math.max(20, value / 2),
        Math.max(100, section / 2),
        Math.max(3, lines * 2 / 3),
        record / 4);
  }

  /** Whether there is still something to take away. */
  boolean isSpare() {
    return value > 20 || section > 100 || lines > 3 || record > 0;
  }
}
