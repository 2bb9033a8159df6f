package io.logboom.core.framing;

import io.logboom.core.event.Scan;
import io.logboom.core.event.Spots;
import io.logboom.spi.DataSize;
import io.logboom.spi.MalformedException;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes JSON values whole in the window, or runs over them. Used by one thread. */
final class Values {

  /** What {@link #whole} answers when the kept bytes would be more than an event may have. */
  static final int TOO_LARGE = Integer.MIN_VALUE + 1;

  private final Window window;
  private final Extent extent = new Extent();
  private final int most;
  private final Spots spots;
  private int notes = Spots.NONE;

  /**
   * @param most how many bytes an event may have
   */
  Values(Window window, Spots spots, int most) {
    this.window = window;
    this.spots = spots;
    this.most = most;
  }

  /**
   * Judges the value at the reader, which stays where it is; more bytes are read as needed, as long
   * as no more than an event's are kept.
   *
   * @return where it ends; {@link #TOO_LARGE}; or {@code ~position} of the first byte that is wrong
   */
  int whole() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    byte first = w.array[w.at];
    if (first == '{' || first == '[' || first == '"') {
      int end = Scan.value(w.array, w.at, w.to);
      if (end != Scan.INCOMPLETE) {
        return bounded(end);
      }
    }
    // Each byte is looked at once more here, and judged again only as the value has doubled, so a
    // value that comes in many small pieces does not take time squared.
    extent.begin();
    int seen = 0;
    int judged = w.to - w.at;
    while (true) {
      int stop = extent.end(w.array, w.at + seen, w.to);
      if (stop >= 0) {
        int end = Scan.value(w.array, w.at, stop, true);
        return bounded(end == stop ? end : wrong(end, stop));
      }
      seen = w.to - w.at;
      boolean large = w.to - w.start() > most;
      if (large || seen >= 2L * judged) {
        judged = seen;
        int end = Scan.value(w.array, w.at, w.to);
        if (end < 0 && end != Scan.INCOMPLETE) {
          return bounded(end);
        }
        if (large) {
          return TOO_LARGE;
        }
      }
      if (!w.more()) {
        int end = Scan.value(w.array, w.at, w.to, true);
        if (end == Scan.INCOMPLETE) {
          throw cut();
        }
        return bounded(end >= 0 && end < w.to ? ~end : end);
      }
    }
  }

  /** What lies beyond the largest event does not count, whether good or bad. */
  private int bounded(int end) {
    int position = end < 0 ? ~end + 1 : end;
    return position - window.start() > most ? TOO_LARGE : end;
  }

  private static int wrong(int end, int stop) {
    return end == Scan.INCOMPLETE ? ~(stop - 1) : end >= 0 ? ~end : end;
  }

  /**
   * Judges the object at the reader as {@link #whole} does, and notes where its fields are.
   *
   * @return as {@link #whole}; {@link #notes} tells where the notes are
   */
  int wholeObject()
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    int end = noted();
    if (end == Scan.INCOMPLETE && window.to - window.start() <= most && window.more()) {
      // Mostly the rest of it has come now.
      end = noted();
    }
    return end == Scan.INCOMPLETE ? whole() : bounded(end);
  }

  private int noted() {
    var w = window;
    int end = Scan.object(w.array, w.at, w.to, spots);
    if (end >= 0 && end - w.start() <= most) {
      notes = spots.end(end - w.at);
    } else {
      spots.forget();
      notes = Spots.NONE;
    }
    return end;
  }

  /** Where the notes of the last whole object begin; {@link Spots#NONE} for nowhere. */
  int notes() {
    return notes;
  }

  /** Runs over the value at the reader, which may be of any size and is not judged. */
  void skip() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    extent.begin();
    while (true) {
      int stop = extent.end(window.array, window.at, window.to);
      if (stop >= 0) {
        window.at = stop;
        return;
      }
      window.at = window.to;
      if (!window.more()) {
        throw cut();
      }
    }
  }

  /**
   * Runs over the value at the reader as {@link #skip} does, and turns it down: with all its bytes,
   * or when it is larger than an event may be, with the first ones.
   *
   * @param why what is wrong with it; empty when it is only too large
   */
  void reject(String why)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    w.keep();
    long from = w.offset(w.at);
    byte[] excerpt = null;
    extent.begin();
    while (true) {
      int stop = extent.end(w.array, w.at, w.to);
      w.at = stop >= 0 ? stop : w.to;
      if (excerpt == null && w.at - w.start() > most) {
        excerpt = w.excerpt(w.at);
        w.letGo();
      }
      if (stop >= 0) {
        break;
      }
      if (!w.more()) {
        throw cut();
      }
    }
    turnDown(excerpt, from, w.offset(w.at) - from, why);
  }

  /**
   * Turns down what was just run over.
   *
   * @param excerpt its first bytes, when it is not kept
   * @param from where in the stream it begins
   * @param size how many bytes it has
   * @param why what is wrong with it; empty when it is only too large
   */
  void turnDown(byte @Nullable [] excerpt, long from, long size, String why)
      throws UndeliveredException, InterruptedException {
    var w = window;
    String large = "larger than max-event-size, which is " + new DataSize(most);
    String what = size <= most ? why : why.isEmpty() ? large : large + ", and " + why;
    String reason = what + " (" + size + " bytes, from byte " + from + " of the stream";
    if (excerpt == null) {
      int start = w.start();
      w.letGo();
      w.reject(start, w.at, reason + ")");
    } else {
      w.reject(excerpt, reason + "; only the first are kept)");
    }
  }

  /** How many bytes an event may have. */
  int most() {
    return most;
  }

  MalformedException cut() {
    return new MalformedException(
        "truncated-json", "the JSON text ends too early", window.offset(window.to));
  }
}
