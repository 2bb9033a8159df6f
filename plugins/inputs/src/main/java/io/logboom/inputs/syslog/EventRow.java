package io.logboom.inputs.syslog;

import java.nio.charset.StandardCharsets;

/**
 * Writes messages as events: one JSON object each. The names of the fields are a contract; the
 * README says what each holds. For one thread.
 */
final class EventRow {
  private static final String[] FACILITIES = {
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "audit",
    "alert",
    "clock",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7"
  };
  private static final String[] SEVERITIES = {
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"
  };

  private static final byte[] TIMESTAMP = ascii(",\"timestamp\":\"");
  private static final byte[] HOST = ascii(",\"host\":");
  private static final byte[] APP = ascii(",\"app\":");
  private static final byte[] PROCID = ascii(",\"procid\":");
  private static final byte[] MSGID = ascii(",\"msgid\":");
  private static final byte[] DATA = ascii(",\"structured_data\":{");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] UNPARSED = ascii(",\"unparsed\":true");
  private static final byte[] BAD_DATA = ascii(",\"bad_structured_data\":true");
  private static final byte[] MISFRAMED = ascii(",\"misframed\":true");
  private static final byte[] TRUNCATED = ascii(",\"truncated\":true");
  private static final byte[] RAW = ascii(",\"raw\":");
  private static final byte[] RAW_BASE64 = ascii(",\"raw_base64\":\"");
  private static final byte[] META = ascii("\"meta\":{\"sequenceId\":");
  private static final byte[] QUALITY = ascii("\"timeQuality\":{\"isSynced\":\"0\"}");
  private static final byte[] NODE = ascii("\"cisco\":{\"node\":");

  /** By priority. */
  private static final byte[][] PRIORITIES = priorities();

  /** More than all names and flags take together, structured data and peer not counted. */
  private static final int FRAME = 640;

  private final boolean keepRaw;
  private final Row row = new Row();

  /**
   * @param keepRaw whether every event has the message as it came, too
   */
  EventRow(boolean keepRaw) {
    this.keepRaw = keepRaw;
  }

  private static byte[][] priorities() {
    var all = new byte[Message.MOST_PRIORITY + 1][];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          ascii(
              ",\"facility\":\""
                  + FACILITIES[i >> 3]
                  + "\",\"severity\":\""
                  + SEVERITIES[i & 7]
                  + "\"");
    }
    return all;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** How many bytes the event of a message of this length takes at most. */
  long most(int length, byte[] end) {
    // The text, the same in base64, and the same again as it came.
    return FRAME + end.length + Row.most(length) * (keepRaw ? 2 : 1) + 2L * length;
  }

  /** Whether the message last written was no UTF-8. */
  boolean invalid() {
    return row.invalid();
  }

  /**
   * Writes one event.
   *
   * @param end its last fields, which say where it is from, after a comma, and the brace
   * @return where it ends
   */
  int write(Message m, int flags, byte[] end, byte[] block, int at) {
    row.begin(block, at);
    byte[] a = m.bytes;
    if (m.stamp.present) {
      time(m.stamp, a);
    }
    string(HOST, a, m.hostFrom, m.hostTo);
    string(APP, a, m.appFrom, m.appTo);
    string(PROCID, a, m.procidFrom, m.procidTo);
    string(MSGID, a, m.msgidFrom, m.msgidTo);
    if (m.priority >= 0) {
      row.put(PRIORITIES[m.priority]);
    }
    if (m.data.size() > 0 || m.unsynchronized || m.sequenceTo > 0 || m.nodeTo > 0) {
      data(m, a);
    }
    row.put(MESSAGE).string(a, m.textFrom, m.textTo);
    flags(m, flags);
    if (keepRaw) {
      row.put(RAW).string(a, m.from, m.to);
    }
    if (row.invalid()) {
      row.put(RAW_BASE64).base64(a, m.from, m.to).put('"');
    }
    row.put(end);
    // Every field begins with a comma; the first one's is where the object begins.
    block[at] = '{';
    return row.position();
  }

  private void flags(Message m, int flags) {
    if (m.unparsed) {
      row.put(UNPARSED);
    }
    if (m.badData) {
      row.put(BAD_DATA);
    }
    if ((flags & Frames.MISFRAMED) != 0) {
      row.put(MISFRAMED);
    }
    if ((flags & (Frames.OVERSIZE | Frames.CUT_SHORT)) != 0) {
      row.put(TRUNCATED);
    }
  }

  private void string(byte[] name, byte[] a, int from, int to) {
    if (to > from) {
      row.put(name).string(a, from, to);
    }
  }

  private void time(Stamp stamp, byte[] a) {
    row.put(TIMESTAMP);
    if (stamp.copyFrom < stamp.copyTo) {
      row.put(a, stamp.copyFrom, stamp.copyTo).put('"');
      return;
    }
    row.number(stamp.year, 4).put('-').number(stamp.month, 2).put('-').number(stamp.day, 2);
    row.put('T').number(stamp.hour, 2).put(':').number(stamp.minute, 2);
    row.put(':').number(stamp.second, 2);
    if (stamp.fractionFrom < stamp.fractionTo) {
      row.put('.').put(a, stamp.fractionFrom, stamp.fractionTo);
    }
    // Offsets of before there were zones have seconds; RFC 3339 has none.
    int minutes = Math.abs(stamp.offsetSeconds) / 60;
    if (minutes == 0) {
      row.put('Z');
    } else {
      row.put(stamp.offsetSeconds < 0 ? '-' : '+').number(minutes / 60, 2);
      row.put(':').number(minutes % 60, 2);
    }
    row.put('"');
  }

  private void data(Message m, byte[] a) {
    row.put(DATA);
    int first = row.position();
    for (int element = 0; element < m.data.size(); element++) {
      comma(first);
      row.string(a, m.data.idFrom(element), m.data.idTo(element)).put(':').put('{');
      params(m.data, element, a);
      row.put('}');
    }
    if (m.sequenceTo > m.sequenceFrom) {
      comma(first);
      row.put(META).string(a, m.sequenceFrom, m.sequenceTo).put('}');
    }
    if (m.unsynchronized) {
      comma(first);
      row.put(QUALITY);
    }
    if (m.nodeTo > m.nodeFrom) {
      comma(first);
      row.put(NODE).string(a, m.nodeFrom, m.nodeTo).put('}');
    }
    row.put('}');
  }

  private void params(StructuredData data, int element, byte[] a) {
    int first = row.position();
    for (int param = data.first(element); param >= 0; param = data.next(param)) {
      comma(first);
      row.string(a, data.nameFrom(param), data.nameTo(param)).put(':');
      if (data.same(param) < 0) {
        value(data, param, a);
        continue;
      }
      row.put('[');
      int firstValue = row.position();
      for (int same = param; same >= 0; same = data.same(same)) {
        comma(firstValue);
        value(data, same, a);
      }
      row.put(']');
    }
  }

  private void comma(int first) {
    if (row.position() > first) {
      row.put(',');
    }
  }

  /** A parameter's value without the backslashes that escape. */
  private void value(StructuredData data, int param, byte[] a) {
    int from = data.valueFrom(param);
    int to = data.valueTo(param);
    row.put('"');
    int backslash = from;
    while ((backslash = Eight.find(a, backslash, to, '\\')) < to) {
      if (backslash + 1 < to && StructuredData.escapable(a[backslash + 1])) {
        row.content(a, from, backslash);
        from = backslash + 1;
        backslash += 2;
      } else {
        backslash++;
      }
    }
    row.content(a, from, to);
    row.put('"');
  }
}
