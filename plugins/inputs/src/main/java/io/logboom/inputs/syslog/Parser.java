package io.logboom.inputs.syslog;

import java.time.Clock;
import java.time.ZoneId;

/**
 * Finds the parts of a message, whatever its dialect: RFC 5424 is tried first, then RFC 3164 and
 * those who deviate from it ({@link Legacy}). Never fails: what is not understood is text. For one
 * thread.
 */
final class Parser {
  private final StampReader stamps;
  private final Legacy legacy;

  /**
   * @param clock tells the year of those who do not
   * @param zone of those who do not say theirs
   */
  Parser(Clock clock, ZoneId zone) {
    stamps = new StampReader(clock, new Zones(zone));
    legacy = new Legacy(stamps);
  }

  /**
   * Reads one message.
   *
   * @return where it ends: before {@code to} when another of Cisco's is glued to it
   */
  int read(Message m, byte[] a, int from, int to) {
    m.begin(a, from, to);
    int p = priority(m, a, from, to);
    int version = version(a, p, to);
    if (version > 0 && standard(m, a, version, to)) {
      return to;
    }
    m.clear();
    // Checkpoint's have everything but the version; Meraki's a version and else little.
    if (standardWithoutVersion(m, a, p, to)) {
      return to;
    }
    m.clear();
    int end = legacy.read(m, a, p, to);
    if (!m.unparsed || version < 0) {
      return end;
    }
    m.clear();
    end = legacy.read(m, a, version, to);
    if (m.unparsed) {
      m.textFrom = p;
    }
    return end;
  }

  /** Where what follows the priority begins: {@code from} when there is none. */
  private static int priority(Message m, byte[] a, int from, int to) {
    if (from >= to || a[from] != '<') {
      return from;
    }
    int p = from + 1;
    int priority = 0;
    while (p < to && p - from <= 3 && a[p] >= '0' && a[p] <= '9') {
      priority = priority * 10 + a[p++] - '0';
    }
    if (p == from + 1 && to - p >= 2 && a[p] == '-' && a[p + 1] == '>') {
      return p + 2;
    }
    if (p == from + 1 || p >= to || a[p] != '>' || priority > Message.MOST_PRIORITY) {
      return from;
    }
    m.priority = priority;
    return p + 1;
  }

  /** Where what follows the version begins; -1 when there is none. */
  private static int version(byte[] a, int at, int to) {
    int p = at;
    while (p < to && p - at < 3 && a[p] >= '0' && a[p] <= '9') {
      p++;
    }
    return p > at && p < to && a[p] == ' ' && a[at] != '0' ? p + 1 : -1;
  }

  /** RFC 5424 §6 from the time on. */
  private boolean standard(Message m, byte[] a, int at, int to) {
    int p = at;
    if (to - p >= 2 && a[p] == '-' && a[p + 1] == ' ') {
      p += 2;
    } else {
      p = stamps.iso(m.stamp, a, p, to);
      if (p < 0 || p >= to || a[p] != ' ') {
        return false;
      }
      p++;
    }
    int host = p;
    int app = token(a, host, to) + 1;
    int procid = token(a, app, to) + 1;
    int msgid = token(a, procid, to) + 1;
    int data = token(a, msgid, to) + 1;
    boolean empty =
        app - 1 == host || procid - 1 == app || msgid - 1 == procid || data - 1 == msgid;
    if (data > to || empty) {
      return false;
    }
    m.hostFrom = host;
    m.hostTo = nil(a, host, app - 1);
    m.appFrom = app;
    m.appTo = nil(a, app, procid - 1);
    m.procidFrom = procid;
    m.procidTo = nil(a, procid, msgid - 1);
    m.msgidFrom = msgid;
    m.msgidTo = nil(a, msgid, data - 1);
    int text = data(m, a, data, to);
    m.textFrom = text < to ? skipMark(a, text, to) : to;
    return true;
  }

  /**
   * The same without a version; told from RFC 3164 with such a date by its structured data, by a
   * name that does not end as a tag does, and by the number of a process.
   */
  private boolean standardWithoutVersion(Message m, byte[] a, int at, int to) {
    if (at >= to || a[at] < '0' || a[at] > '9' || !standard(m, a, at, to)) {
      return false;
    }
    boolean tag = m.appTo > m.appFrom && (a[m.appTo - 1] == ':' || a[m.appTo - 1] == ']');
    return !tag
        && isNumber(a, m.procidFrom, m.procidTo)
        && (m.data.size() > 0 || isNil(a, afterMsgid(m, a, to), to));
  }

  private static boolean isNumber(byte[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      if (a[i] < '0' || a[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static int afterMsgid(Message m, byte[] a, int to) {
    return token(a, m.msgidFrom, to) + 1;
  }

  private static boolean isNil(byte[] a, int at, int to) {
    return at < to && a[at] == '-' && (at + 1 == to || a[at + 1] == ' ');
  }

  /** Reads structured data; gives where the text begins, which broken data is a part of. */
  private static int data(Message m, byte[] a, int at, int to) {
    if (isNil(a, at, to)) {
      return at + 2;
    }
    if (at < to && a[at] == '[') {
      int end = m.data.read(a, at, to);
      if (end == to || (end >= 0 && a[end] == ' ')) {
        return end + 1;
      }
      m.data.clear();
    }
    m.badData = true;
    return at;
  }

  /** Skips the mark that says the text is in UTF-8 (RFC 5424 §6.4). */
  static int skipMark(byte[] a, int at, int to) {
    boolean mark =
        to - at >= 3
            && a[at] == (byte) 0xEF
            && a[at + 1] == (byte) 0xBB
            && a[at + 2] == (byte) 0xBF;
    return mark ? at + 3 : at;
  }

  /** Where the token ends that begins there: at a space, or at the end. */
  private static int token(byte[] a, int at, int to) {
    int p = at;
    while (p < to && a[p] != ' ') {
      p++;
    }
    return p;
  }

  /** The end of a field, or its beginning when it is "-", which stands for none. */
  private static int nil(byte[] a, int from, int to) {
    return to - from == 1 && a[from] == '-' ? from : to;
  }
}
