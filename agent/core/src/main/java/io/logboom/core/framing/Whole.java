package io.logboom.core.framing;

import io.logboom.spi.MalformedException;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;

/** The stream as one event. Used by one thread. */
final class Whole {
  private final Window window;
  private final Values values;

  Whole(Window window, Values values) {
    this.window = window;
    this.values = values;
  }

  /** Reads to the end of the stream. */
  void read() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    w.keep();
    while (w.to - w.start() <= values.most()) {
      w.at = w.to;
      if (!w.more()) {
        int start = w.start();
        w.letGo();
        if (w.to > start) {
          w.event(start, w.to);
        }
        return;
      }
    }
    byte[] excerpt = w.excerpt(w.to);
    long from = w.offset(w.start());
    w.letGo();
    do {
      w.at = w.to;
    } while (w.more());
    values.turnDown(excerpt, from, w.offset(w.to) - from, "");
  }
}
