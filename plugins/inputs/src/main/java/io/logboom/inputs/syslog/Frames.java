package io.logboom.inputs.syslog;

import java.util.Arrays;

/**
 * Cuts the bytes of one connection into messages (RFC 6587 §3.4), in whatever pieces they come, in
 * memory bounded by the largest message allowed. For one thread.
 *
 * <p>A connection whose first bytes are a number, a space and "&lt;" counts octets; any other ends
 * its messages with a line feed or a zero byte, whichever comes first. When a count is none, or one
 * that nobody can mean, it is not known where messages begin: then bytes are gathered up to a line
 * feed, a zero byte or the next thing that looks like a count before a message, and handed on as
 * misframed. So nothing is dropped, and the connection recovers.
 */
final class Frames {

  /** The message is longer than allowed; this is its beginning. */
  static final int OVERSIZE = 1;

  /** The connection ended in the middle of the message. */
  static final int CUT_SHORT = 2;

  /** Where the message begins or ends is a guess. */
  static final int MISFRAMED = 4;

  /** Takes messages. */
  interface Sink {
    /**
     * One message. The array is the caller's again once this returns.
     *
     * @param flags of those above
     */
    void frame(byte[] a, int from, int to, int flags);
  }

  private enum State {
    UNDECIDED,
    START,
    COUNT,
    BODY,
    LINE,
    SKIP_BODY,
    SKIP_LINE,
    LOST
  }

  /** A count of so many times the largest message is no count. */
  private static final int BELIEVABLE = 16;

  private static final int MOST_DIGITS = 9;
  private static final int EITHER = -1;

  private final int limit;
  private final Sink sink;
  private final Rest rest;
  private State state;
  private int trailer;
  private long count;
  private boolean lost;

  /**
   * @param limit the largest message, in bytes
   */
  Frames(StreamFraming framing, int limit, Sink sink) {
    this.limit = limit;
    this.sink = sink;
    this.rest = new Rest(limit);
    this.state =
        switch (framing) {
          case AUTO -> State.UNDECIDED;
          case OCTET_COUNTING -> State.START;
          case LINE_FEED, NUL -> State.LINE;
        };
    this.trailer =
        switch (framing) {
          case AUTO -> EITHER;
          case OCTET_COUNTING, LINE_FEED -> '\n';
          case NUL -> 0;
        };
  }

  /** Whether a message has begun and not ended. */
  boolean pending() {
    return rest.length() > 0
        || state == State.COUNT
        || state == State.BODY
        || state == State.SKIP_BODY
        || state == State.SKIP_LINE;
  }

  /** Whether, since this was last asked, it was not known where a message begins. */
  boolean wasLost() {
    boolean was = lost;
    lost = false;
    return was;
  }

  /** Takes the next bytes; the array is the caller's again once this returns. */
  void take(byte[] a, int from, int to) {
    int p = from;
    while (p < to) {
      p =
          switch (state) {
            case UNDECIDED -> decide(a, p);
            case START -> start(a, p);
            case COUNT -> digit(a, p);
            case BODY -> body(a, p, to);
            case LINE -> line(a, p, to);
            case SKIP_BODY -> skipBody(p, to);
            case SKIP_LINE -> skipLine(a, p, to);
            case LOST -> gather(a, p);
          };
    }
  }

  /** Says that no more bytes will come. */
  void end() {
    switch (state) {
      case UNDECIDED, LINE -> flush(0);
      case BODY -> flush(CUT_SHORT);
      case COUNT, LOST -> flush(MISFRAMED);
      case START, SKIP_BODY, SKIP_LINE -> {}
    }
    state = State.LINE;
  }

  private void flush(int flags) {
    if (rest.length() > 0) {
      sink.frame(rest.array(), 0, rest.length(), flags);
      rest.clear();
    }
  }

  /** Gathers the first bytes until it is clear what they are. */
  private int decide(byte[] a, int p) {
    int length = rest.length();
    byte b = a[p];
    boolean digit = b >= (length == 0 ? '1' : '0') && b <= '9' && length < MOST_DIGITS;
    boolean space = b == ' ' && length > 0 && rest.array()[length - 1] != ' ';
    boolean still = length == 0 || rest.array()[length - 1] != ' ';
    if (still && (digit || space)) {
      rest.add(b);
      return p + 1;
    }
    boolean counted = !still && b == '<';
    byte[] seen = Arrays.copyOf(rest.array(), length);
    rest.clear();
    state = counted ? State.START : State.LINE;
    trailer = counted ? '\n' : trailer;
    take(seen, 0, seen.length);
    return p;
  }

  private int start(byte[] a, int p) {
    byte b = a[p];
    if (b >= '1' && b <= '9') {
      count = 0;
      state = State.COUNT;
      return p;
    }
    if (b == '\n' || b == '\r' || b == 0 || b == ' ') {
      // Some count the octets and end with a line feed all the same.
      return p + 1;
    }
    lose();
    return p;
  }

  private int digit(byte[] a, int p) {
    byte b = a[p];
    boolean digit = b >= '0' && b <= '9' && rest.length() < MOST_DIGITS;
    if (digit) {
      count = count * 10 + b - '0';
      rest.add(b);
    } else if (b == ' ' && count <= (long) limit * BELIEVABLE) {
      rest.clear();
      state = State.BODY;
    } else {
      lose();
      return p;
    }
    return p + 1;
  }

  private void lose() {
    lost = true;
    state = State.LOST;
  }

  private int body(byte[] a, int p, int to) {
    if (rest.length() == 0 && count <= to - p && count <= limit) {
      int end = p + (int) count;
      state = State.START;
      sink.frame(a, p, end, 0);
      return end;
    }
    int end = (int) Math.min(to, p + count);
    int taken = rest.add(a, p, end);
    count -= taken;
    if (count == 0) {
      state = State.START;
      flush(0);
    } else if (rest.length() == limit) {
      state = State.SKIP_BODY;
      flush(OVERSIZE);
    }
    return p + taken;
  }

  private int skipBody(int p, int to) {
    int skipped = (int) Math.min(count, to - p);
    count -= skipped;
    if (count == 0) {
      state = State.START;
    }
    return p + skipped;
  }

  private int line(byte[] a, int p, int to) {
    int end = trailer(a, p, to);
    if (end < to && trailer == EITHER) {
      trailer = a[end];
    }
    if (rest.length() == 0 && end < to && end - p <= limit) {
      sink.frame(a, p, end, 0);
      return end + 1;
    }
    int taken = rest.add(a, p, end);
    if (p + taken < end) {
      state = State.SKIP_LINE;
      flush(OVERSIZE);
      return p + taken;
    }
    if (end == to) {
      return to;
    }
    // An empty message, too, is for the sink to judge; it was there.
    sink.frame(rest.array(), 0, rest.length(), 0);
    rest.clear();
    return end + 1;
  }

  private int skipLine(byte[] a, int p, int to) {
    int end = trailer(a, p, to);
    if (end == to) {
      return to;
    }
    trailer = a[end];
    state = State.LINE;
    return end + 1;
  }

  private int trailer(byte[] a, int p, int to) {
    if (trailer != EITHER) {
      return Eight.find(a, p, to, trailer);
    }
    int end = Eight.find(a, p, to, '\n');
    return Eight.find(a, p, end, 0);
  }

  /** Gathers what nobody knows the beginning of, until something is known again. */
  private int gather(byte[] a, int p) {
    byte b = a[p];
    if (b == '\n' || b == 0) {
      flush(MISFRAMED);
      state = State.START;
      return p + 1;
    }
    if (!rest.add(b)) {
      flush(MISFRAMED);
      rest.add(b);
    }
    if (b == '>') {
      resume();
    }
    return p + 1;
  }

  /** Looks whether what was gathered ends with a count, a space and a priority. */
  private void resume() {
    byte[] a = rest.array();
    int bracket = back(a, rest.length() - 1, 3);
    if (bracket == rest.length() - 1 || bracket < 2 || a[bracket - 1] != '<') {
      return;
    }
    int space = bracket - 2;
    int number = back(a, space, MOST_DIGITS);
    boolean longer = number > 0 && a[number - 1] >= '0' && a[number - 1] <= '9';
    if (a[space] != ' ' || number == space || a[number] == '0' || longer) {
      return;
    }
    long next = 0;
    for (int i = number; i < space; i++) {
      next = next * 10 + a[i] - '0';
    }
    byte[] begun = Arrays.copyOfRange(a, space + 1, rest.length());
    if (next < begun.length || next > (long) limit * BELIEVABLE) {
      return;
    }
    if (number > 0) {
      sink.frame(a, 0, number, MISFRAMED);
    }
    rest.clear();
    count = next;
    state = State.BODY;
    take(begun, 0, begun.length);
  }

  /** Where the digits begin that end before this place; no more of them than so many. */
  private static int back(byte[] a, int end, int most) {
    int p = end;
    while (p > 0 && end - p < most && a[p - 1] >= '0' && a[p - 1] <= '9') {
      p--;
    }
    return p;
  }
}
