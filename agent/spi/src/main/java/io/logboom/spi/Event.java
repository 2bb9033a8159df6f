package io.logboom.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One log record. Immutable, with two faces: the sender's bytes as long as nobody edits, a
 * structure only when asked. Reading a field scans; a chain of edits parses once and prints once;
 * what nobody touched is copied as the sender wrote it (numbers keep their digits, strings their
 * escapes).
 *
 * <p>Methods that look inside throw {@link MalformedException} when the bytes are not one JSON text
 * (RFC 8259, strict, UTF-8); the bytes themselves can be anything. Safe for use by many threads.
 */
public interface Event {

  /** Where it came from. */
  Origin origin();

  /** Its number within its origin, from 1; 0 where the origin has but one. */
  long ordinal();

  /** Origin and number as people write them: {@code s3://bucket/key#17}. */
  default String place() {
    return ordinal() == 0 ? origin().place() : origin().place() + "#" + ordinal();
  }

  /** When it happened, as far as a filter has found out; milliseconds. */
  Optional<Instant> time();

  /** Its own unique id, as far as a filter has found out. */
  Optional<String> id();

  /**
   * The array that holds its bytes (the sender's own, unless edited), among others'. Not to be
   * changed.
   */
  byte[] array();

  /** Where in {@link #array} its bytes begin. */
  int offset();

  /** How many bytes it has. */
  int length();

  /**
   * The fields of the object it is, in the sender's order. A view of the calling thread's, good
   * until that thread asks for the fields of another event.
   *
   * @throws MalformedException also when it is not an object
   */
  Fields fields() throws MalformedException;

  /** The whole as a tree. Of duplicate names the last one counts. */
  Value tree() throws MalformedException;

  /** One field, by scanning; empty when there is none. Of duplicate names the last one counts. */
  Optional<Value> get(FieldPath path) throws MalformedException;

  /**
   * The event with changes. However many follow one another, the bytes are parsed and printed once.
   */
  Event edit(Consumer<Draft> change) throws MalformedException;

  /** An event of the same origin, time and id with the bytes just written to {@code row}. */
  Event with(Bytes row);

  /** An event of the same origin, time and id over a part of an array of the same batch. */
  Event with(byte[] array, int offset, int length);

  /** The same event from elsewhere: how an envelope's attributes are kept when it is taken off. */
  Event with(Origin origin);

  /**
   * The same event with its own time and id.
   *
   * @param epochMilli {@link Long#MIN_VALUE} for none
   * @param idStart where in {@link #array} the id begins (a JSON string's content, without quotes)
   * @param idEnd where it ends; the same as {@code idStart} for none
   */
  Event identified(long epochMilli, int idStart, int idEnd);
}
