package io.logboom.core.framing;

import io.logboom.spi.MalformedException;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts one after another, with or without white space between. Read as they are, each is an
 * event. Read on approval, the first one tells whether this is JSON at all (else it is lines), and
 * an object that holds the array, or an array of objects, gives its items.
 *
 * <p>A text that is broken ends with its brackets, or with the line it is broken in, or before a
 * line that begins with a bracket, whichever comes first; the next one goes on from there. Used by
 * one thread.
 */
final class Texts {
  private final Window window;
  private final Values values;
  private final Document document;

  Texts(Window window, Values values, Document document) {
    this.window = window;
    this.values = values;
    this.document = document;
  }

  /** Reads to the end of the stream. */
  void read() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    for (int c = window.token(); c >= 0; c = window.token()) {
      text(c);
    }
  }

  /**
   * Reads to the end of the stream, or, when it is not JSON, nothing.
   *
   * @return whether it is JSON
   */
  boolean readOnApproval()
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    boolean first = true;
    for (int c = window.token(); c >= 0; c = window.token()) {
      boolean known =
          switch (c) {
            case '{' -> object(first);
            case '[' -> array(first);
            default -> {
              if (!first) {
                reject("not an object or an array", 0);
              }
              yield !first;
            }
          };
      if (!known) {
        return false;
      }
      first = false;
    }
    return true;
  }

  private boolean object(boolean first)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    long from = w.offset(w.at);
    if (!document.walk(true)) {
      int wrongAt = document.wrongAt();
      int start = w.start();
      if (first && Eight.find(w.array, start, start + wrongAt, (byte) '\n') < 0) {
        w.at = start;
        w.letGo();
        return false;
      }
      w.at = start;
      reject("not JSON: " + document.problem(), wrongAt);
      return true;
    }
    if (!document.found()) {
      end(document.excerpt(), from);
    }
    return true;
  }

  /** A whole text lies behind the reader, kept or not. */
  private void end(byte @Nullable [] excerpt, long from)
      throws UndeliveredException, InterruptedException {
    var w = window;
    int start = w.start();
    if (excerpt != null || w.at - start > values.most()) {
      byte[] first = excerpt == null ? w.excerpt(w.at) : excerpt;
      w.letGo();
      values.turnDown(first, from, w.offset(w.at) - from, "");
      return;
    }
    w.letGo();
    w.event(start, w.at);
  }

  private boolean array(boolean first)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    w.keep();
    w.at++;
    int c = w.token();
    w.at = w.start();
    w.letGo();
    if (c == '{' || c == ']') {
      document.items();
      return true;
    }
    if (!first) {
      reject("not an array of objects", 0);
    }
    return !first;
  }

  private void text(int c)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    w.keep();
    long from = w.offset(w.at);
    int end = values.whole();
    if (end == Values.TOO_LARGE) {
      values.reject("");
      return;
    }
    boolean scalar = c != '{' && c != '[' && c != '"';
    if (scalar && end >= 0 && end < w.to && w.array[end] > ' ') {
      end = ~end;
    }
    if (end < 0) {
      reject("not JSON: " + document.problem(), ~end - w.start());
      return;
    }
    w.at = end;
    end(null, from);
  }

  /**
   * Turns down the broken text at the reader and goes on behind it.
   *
   * @param wrongAt where it is wrong, counted from its beginning
   */
  private void reject(String why, int wrongAt)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    w.keep();
    long from = w.offset(w.at);
    var extent = new Extent();
    extent.begin();
    boolean bracketed = w.array[w.at] == '{' || w.array[w.at] == '[';
    boolean lineBegins = false;
    byte[] excerpt = null;
    while (w.at < w.to || w.more()) {
      byte c = w.array[w.at];
      if ((lineBegins && (c == '{' || c == '['))
          || (c == '\n' && w.offset(w.at) - from >= wrongAt)) {
        break;
      }
      lineBegins = c == '\n';
      w.at++;
      if (bracketed
          && extent.end(w.array, w.at - 1, w.at) >= 0
          && w.offset(w.at) - from > wrongAt) {
        break;
      }
      if (excerpt == null && w.at - w.start() > values.most()) {
        excerpt = w.excerpt(w.at);
        w.letGo();
      }
    }
    values.turnDown(excerpt, from, w.offset(w.at) - from, why);
  }
}
