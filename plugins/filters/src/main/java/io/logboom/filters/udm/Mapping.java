package io.logboom.filters.udm;

import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;

/** What is made of one kind of record. Safe for use by many threads. */
interface Mapping {

  /**
   * Hands on what becomes of the event.
   *
   * @param fields of the event; the calling thread's
   * @throws MalformedException when it is not such a record, or a broken one
   */
  void map(Event event, Fields fields, Next next) throws MalformedException;
}
