package io.logboom.inputs.file;

/**
 * A place in a stream of bytes, and what came before it: how the same stream is known again
 * wherever it lies by then.
 *
 * @param at in bytes from the beginning of the file
 * @param state of the {@link Fingerprint} of what was read up to there
 * @param first of the same
 * @param second of the same
 * @param tail the fingerprint of the last bytes before it, {@link #TAIL} of them if there are as
 *     many
 */
record Mark(long at, long state, long first, long second, long tail) {

  /** How many bytes before a mark are looked at before reading on. */
  static final int TAIL = 256;

  /** How many these are here. */
  int tailSize() {
    return (int) Math.min(TAIL, at);
  }

  /** Whether a fingerprint of as many bytes says the same of them. */
  boolean agrees(Fingerprint print) {
    return state == print.state() && first == print.first() && second == print.second();
  }
}
