package io.logboom.filters.alert;

import io.logboom.filters.Mark;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import java.util.Optional;

/**
 * Makes an alert of every event. Remembers nothing from one event to the next; safe for use by many
 * threads.
 */
final class AlertFilter implements Filter {
  private final Teller teller;
  private final Writer writer;
  private final boolean all;

  /**
   * @param all whether events that no rule matched make an alert too
   */
  AlertFilter(Teller teller, Writer writer, boolean all) {
    this.teller = teller;
    this.writer = writer;
    this.all = all;
  }

  @Override
  public void apply(Event event, Next next) throws MalformedException {
    var mark = Mark.of(event);
    if (mark.isEmpty() && !all) {
      next.drop("unmarked");
      return;
    }
    byte[] body = writer.write(teller.tell(event, mark), Optional.of(event));
    next.accept(writer.signed(event.with(next.bytes().begin().put(body))));
  }
}
