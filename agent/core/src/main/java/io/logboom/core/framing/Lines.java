package io.logboom.core.framing;

import io.logboom.spi.MalformedException;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;

/**
 * Lines: LF or CRLF ends one, the end of the stream does too, empty ones are none. What is in them
 * is not judged. Used by one thread.
 */
final class Lines {
  private final Window window;
  private final Values values;

  Lines(Window window, Values values) {
    this.window = window;
    this.values = values;
  }

  /** Reads to the end of the stream. */
  void read() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    while (true) {
      w.keep();
      int end = Eight.find(w.array, w.at, w.to, (byte) '\n');
      while (end < 0 && w.to - w.start() <= values.most() + 1) {
        int seen = w.to - w.at;
        if (!w.more()) {
          last();
          return;
        }
        end = Eight.find(w.array, w.at + seen, w.to, (byte) '\n');
      }
      if (end < 0) {
        if (!large()) {
          return;
        }
      } else {
        line(end, end + 1);
      }
    }
  }

  private void last() throws UndeliveredException, InterruptedException {
    line(window.to, window.to);
  }

  private void line(int end, int next) throws UndeliveredException, InterruptedException {
    var w = window;
    int start = w.at;
    int stop = end > start && w.array[end - 1] == '\r' ? end - 1 : end;
    if (stop - start > values.most()) {
      byte[] excerpt = w.excerpt(stop);
      w.at = next;
      w.letGo();
      values.turnDown(excerpt, w.offset(start), stop - start, "");
      return;
    }
    w.at = next;
    w.letGo();
    if (stop > start) {
      w.event(start, stop);
    }
  }

  /** Runs over a line that cannot be kept; false at the end of the stream. */
  private boolean large()
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    byte[] excerpt = w.excerpt(w.to);
    long from = w.offset(w.at);
    w.letGo();
    boolean carriage = false;
    while (true) {
      int end = Eight.find(w.array, w.at, w.to, (byte) '\n');
      int stop = end < 0 ? w.to : end;
      if (stop > w.at) {
        carriage = w.array[stop - 1] == '\r';
      }
      w.at = stop;
      if (end >= 0 || !w.more()) {
        long size = w.offset(w.at) - from - (carriage ? 1 : 0);
        w.at += end < 0 ? 0 : 1;
        values.turnDown(excerpt, from, size, "");
        return end >= 0;
      }
    }
  }
}
