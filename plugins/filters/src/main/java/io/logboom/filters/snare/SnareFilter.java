package io.logboom.filters.snare;

import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;

/**
 * Hands on a row for every record. Keeps no state between calls but each thread's scratch paper;
 * safe for use by many threads.
 */
final class SnareFilter implements Filter {
  private final Row row;
  private final ThreadLocal<Cells> cells = ThreadLocal.withInitial(Cells::new);

  SnareFilter(Row row) {
    this.row = row;
  }

  @Override
  public void apply(Event event, Next next) throws MalformedException {
    var found = cells.get();
    found.read(event);
    var out = next.bytes().begin();
    row.write(found, event.origin(), event.length(), out);
    next.accept(event.with(out));
  }
}
