package io.logboom.spi;

/**
 * The fields of one JSON object as positions in the sender's bytes: nothing is decoded, nothing is
 * allocated. A view that belongs to one thread; {@link #object} gives another one for a nested
 * object, good until the next call of {@code object} on the same view.
 */
public interface Fields {

  /** How many there are, duplicates included. */
  int size();

  /** The array the positions point into. */
  byte[] array();

  /** Where the i-th name's content begins, after the quote. Raw: escapes are still in it. */
  int nameStart(int i);

  /** Where it ends, before the quote. */
  int nameEnd(int i);

  /** Where the i-th value begins: at its quote, bracket or first character. */
  int valueStart(int i);

  /** Where the i-th value ends, exclusive; no white space after it is included. */
  int valueEnd(int i);

  /** Which of the names the i-th is, escapes decoded; -1 for none of them. */
  int indexIn(Names names, int i);

  /** The last field of that name; -1 for none. */
  int find(String name);

  /**
   * The first byte of the i-th value, which tells its kind: one of <code>{ [ " t f n -</code> or a
   * digit.
   */
  default byte kind(int i) {
    return array()[valueStart(i)];
  }

  /** The i-th value decoded. */
  Value value(int i);

  /** The fields of the i-th value, which must be an object. */
  Fields object(int i);
}
