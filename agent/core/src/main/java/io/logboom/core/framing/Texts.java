package io.logboom.core.framing;

import io.logboom.spi.MalformedException;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts one after another, with or without white space between. Read as they are, each is an
 * event. Read on approval, the first one tells whether this is JSON at all (else it is lines), and
 * an object that holds the array, or an array of objects, gives its items, and any other object or
 * array is an event.
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
      text(c, false);
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
      w.at = start;
      if (first && inFirstLine(wrongAt)) {
        w.letGo();
        return false;
      }
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
    int c = w.tokenHere();
    while (c < 0 && w.to - w.start() <= values.most() && w.more()) {
      c = w.tokenHere();
    }
    if (c == '{' || c == ']' || w.at - w.start() > values.most()) {
      w.letGo();
      document.items();
      return true;
    }
    w.at = w.start();
    return text('[', first);
  }

  /**
   * Takes the text at the reader as an event.
   *
   * @param onApproval whether it may be a line that only looks like JSON; then it is one when it is
   *     not JSON in its first line, or when anything else stands in that line
   * @return false when it is a line; then nothing is read
   */
  private boolean text(int c, boolean onApproval)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    w.keep();
    long from = w.offset(w.at);
    int end = values.whole();
    if (end == Values.TOO_LARGE) {
      values.reject("");
      return true;
    }
    boolean scalar = c != '{' && c != '[' && c != '"';
    if (scalar && end >= 0 && end < w.to && w.array[end] > ' ') {
      end = ~end;
    }
    if (end < 0) {
      int wrongAt = ~end - w.start();
      if (onApproval && inFirstLine(wrongAt)) {
        w.letGo();
        return false;
      }
      reject("not JSON: " + document.problem(), wrongAt);
      return true;
    }
    int length = end - w.start();
    if (onApproval && inFirstLine(length) && !lineEnds(length)) {
      w.letGo();
      return false;
    }
    w.at = w.start() + length;
    end(null, from);
    return true;
  }

  /** Whether the kept text is in its first line still, so far in. */
  private boolean inFirstLine(int position) {
    int start = window.start();
    return Eight.find(window.array, start, start + position, (byte) '\n') < 0;
  }

  /** Whether nothing but white space stands in the line from there on; leaves the reader alone. */
  private boolean lineEnds(int position)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var w = window;
    for (int i = position; i <= values.most(); i++) {
      if (w.start() + i == w.to && !w.more()) {
        return true;
      }
      byte c = w.array[w.start() + i];
      if (c == '\n' || (c != ' ' && c != '\t' && c != '\r')) {
        return c == '\n';
      }
    }
    return true;
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
