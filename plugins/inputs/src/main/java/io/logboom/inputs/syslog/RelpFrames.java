package io.logboom.inputs.syslog;

import java.nio.charset.StandardCharsets;

/**
 * Cuts the bytes of a RELP connection into frames, {@code TXNR SP COMMAND SP DATALEN [SP DATA] LF},
 * in whatever pieces they come, in memory bounded by the largest message. For one thread.
 *
 * <p>What breaks the form ends the session: its sender has everything still that was not answered.
 */
final class RelpFrames {

  /** Takes frames. */
  interface Sink {
    /**
     * One frame. The arrays are the caller's again once this returns.
     *
     * @param number of the transaction
     * @param flags {@link Frames#OVERSIZE} when this is only the beginning of the data
     */
    void frame(int number, String command, byte[] a, int from, int to, int flags);

    /** The form is broken; nothing more is handed on. */
    void broken(String why);
  }

  private enum State {
    HEAD,
    DATA,
    TRAILER,
    BROKEN
  }

  /** A number, a command of up to 32 letters and a length, with spaces. */
  private static final int LONGEST_HEAD = 64;

  private static final int MOST_DIGITS = 9;

  private final int limit;
  private final Sink sink;
  private final Rest head = new Rest(LONGEST_HEAD);
  private final Rest data;
  private State state = State.HEAD;
  private int spaces;
  private int number;
  private String command = "";
  private int length;
  private int left;

  /**
   * @param limit the largest message, in bytes
   */
  RelpFrames(int limit, Sink sink) {
    this.limit = limit;
    this.sink = sink;
    this.data = new Rest(limit);
  }

  /** Whether a frame has begun and not ended. */
  boolean pending() {
    return head.length() > 0 || state == State.DATA || state == State.TRAILER;
  }

  /** Takes the next bytes; the array is the caller's again once this returns. */
  void take(byte[] a, int from, int to) {
    int p = from;
    while (p < to) {
      p =
          switch (state) {
            case HEAD -> head(a, p);
            case DATA -> data(a, p, to);
            case TRAILER -> trailer(a, p);
            case BROKEN -> to;
          };
    }
  }

  private int head(byte[] a, int p) {
    byte b = a[p];
    if (b == '\n' || (b == ' ' && spaces == 2)) {
      begin(b == '\n');
    } else if (head.add(b)) {
      spaces += b == ' ' ? 1 : 0;
    } else {
      fail("a frame's head is too long");
    }
    return p + 1;
  }

  private void begin(boolean ended) {
    byte[] a = head.array();
    int end = head.length();
    int first = Eight.find(a, 0, end, ' ');
    int second = Math.min(end, first + 1);
    second = Eight.find(a, second, end, ' ');
    number = number(a, 0, first);
    length = second < end ? number(a, second + 1, end) : -1;
    command = second < end ? command(a, first + 1, second) : "";
    if (number < 0 || length < 0 || command.isEmpty() || (ended && length > 0)) {
      fail("this is no frame of RELP");
      return;
    }
    head.clear();
    spaces = 0;
    left = length;
    if (ended) {
      hand(a, 0, 0);
    } else {
      state = left == 0 ? State.TRAILER : State.DATA;
    }
  }

  private static String command(byte[] a, int from, int to) {
    return is("syslog", a, from, to)
        ? "syslog"
        : new String(a, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean is(String word, byte[] a, int from, int to) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (a[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] a, int from, int to) {
    if (to == from || to - from > MOST_DIGITS) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      if (a[i] < '0' || a[i] > '9') {
        return -1;
      }
      number = number * 10 + a[i] - '0';
    }
    return number;
  }

  private int data(byte[] a, int p, int to) {
    if (left == length && length <= limit && length < to - p && a[p + length] == '\n') {
      hand(a, p, p + length);
      return p + length + 1;
    }
    int end = (int) Math.min(to, (long) p + left);
    var _ = data.add(a, p, end);
    left -= end - p;
    if (left == 0) {
      state = State.TRAILER;
    }
    return end;
  }

  private int trailer(byte[] a, int p) {
    if (a[p] != '\n') {
      fail("a frame is longer than it says");
    } else {
      hand(data.array(), 0, data.length());
      data.clear();
    }
    return p + 1;
  }

  private void hand(byte[] a, int from, int to) {
    state = State.HEAD;
    sink.frame(number, command, a, from, to, length > limit ? Frames.OVERSIZE : 0);
  }

  private void fail(String why) {
    state = State.BROKEN;
    head.clear();
    data.clear();
    sink.broken(why);
  }
}
