package io.logboom.spi;

import java.util.List;
import java.util.SequencedMap;

/** A JSON value, made for {@code switch}. Immutable by contract. */
public sealed interface Value {

  /** An object; the order is the sender's. */
  record Obj(SequencedMap<String, Value> fields) implements Value {}

  /** An array. */
  record Arr(List<Value> items) implements Value {}

  /** A string, decoded. */
  record Str(String text) implements Value {}

  /** A number, in the sender's digits: account ids and 64-bit counters survive. */
  record Num(String digits) implements Value {}

  /** The three words. */
  enum Word implements Value {
    TRUE,
    FALSE,
    NULL
  }
}
