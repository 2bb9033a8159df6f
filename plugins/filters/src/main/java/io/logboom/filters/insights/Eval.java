package io.logboom.filters.insights;

import io.logboom.spi.Bytes;

/** An expression, compiled. Immutable; safe for use by many threads, each with its own frame. */
@FunctionalInterface
interface Eval {

  /** Its value. */
  Datum of(Frame frame);

  /** Its value as a condition. */
  default boolean test(Frame frame) {
    return of(frame).holds();
  }

  /** Writes its value as JSON; false, and nothing written, when it is missing. */
  default boolean write(Frame frame, Bytes to) {
    var datum = of(frame);
    Json.print(datum, to);
    return !(datum instanceof Datum.Missing);
  }

  /** What is true or false, and mostly asked as a condition. */
  interface Condition extends Eval {

    @Override
    boolean test(Frame frame);

    @Override
    default Datum of(Frame frame) {
      return Datum.of(test(frame));
    }
  }
}
