package io.logboom.filters.snare;

import io.logboom.spi.Bytes;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;

/** Writes a row in one of the formats. Safe for use by many threads, each with cells of its own. */
sealed interface Row permits JsonRow, TextRow {

  /** The largest record whose row still fits into an array. */
  int MOST = 1_000_000_000;

  /** Room for all that is not the record's: names, times, quotes. */
  int EXTRA = 1024;

  /**
   * Writes the row.
   *
   * @param length of the record
   * @throws MalformedException when it is too large for a row
   */
  void write(Cells cells, Origin origin, int length, Bytes out) throws MalformedException;

  /** Makes room for a whole row, so that nobody has to look again. */
  static byte[] reserve(int length, int more, Bytes out) throws MalformedException {
    if (length > MOST) {
      throw new MalformedException("too-large", "too large for a row: " + length + " bytes", -1);
    }
    return out.reserve(2 * length + EXTRA + DataMap.EXTRA + more);
  }
}
