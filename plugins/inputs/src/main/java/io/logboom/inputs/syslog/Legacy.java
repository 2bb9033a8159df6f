package io.logboom.inputs.syslog;

/**
 * Reads RFC 3164 and those who deviate from it: no time, no host or no tag; dates of all kinds; the
 * headers of Cisco's IOS, IOS XR, NX-OS, ASA and FTD, whose sequence number, node and mnemonic have
 * places of their own. For one thread.
 *
 * <p>Host and tag are hard to tell when one of them is missing. A tag is what ends with a colon and
 * a space, or holds a process id in brackets; the word before it, or a word that could be a host
 * right after the time, is the host. Everything else is text.
 */
final class Legacy {
  private static final int LONGEST_TAG = 128;
  private static final int LONGEST_HOST = 255;

  /** How far behind a glued message's number its mnemonic may begin: a time fits in between. */
  private static final int GLUED_HEADER = 64;

  private static final boolean[] TAG = chars("_-./@+%()#$~*&!");
  private static final boolean[] HOST = chars("_-./@+%:");
  private static final boolean[] MNEMONIC = chars("_-");
  private static final byte[] REPEATED = {
    'l', 'a', 's', 't', ' ', 'm', 'e', 's', 's', 'a', 'g', 'e', ' ', 'r', 'e', 'p', 'e', 'a', 't'
  };

  private final StampReader stamps;

  Legacy(StampReader stamps) {
    this.stamps = stamps;
  }

  private static boolean[] chars(String others) {
    var chars = new boolean[256];
    for (int c = 0; c < 128; c++) {
      chars[c] = Character.isLetterOrDigit(c) || others.indexOf(c) >= 0;
    }
    return chars;
  }

  /**
   * Reads what follows the priority.
   *
   * @return where the message ends: before {@code to} when another of Cisco's is glued to it
   */
  int read(Message m, byte[] a, int at, int to) {
    int p = spaces(a, at, to);
    if (p < to && a[p] == ':') {
      p = spaces(a, p + 1, to);
    }
    int time = time(m, a, p, to);
    if (time < 0) {
      time = sequenceAndTime(m, a, p, to);
    }
    boolean understood;
    if (time >= 0) {
      understood = true;
      afterTime(m, a, time, to);
    } else {
      int body = m.sequenceTo > m.sequenceFrom ? spaces(a, m.sequenceTo + 1, to) : p;
      understood = m.priority >= 0 && body(m, a, body, to);
    }
    if (!understood) {
      m.clear();
      m.unparsed = true;
      m.textFrom = at;
      return to;
    }
    return m.msgidTo > m.msgidFrom ? glued(m, a, to) : to;
  }

  /** A time, perhaps after the mark of a clock that is not set ("*") or synchronized ("."). */
  private int time(Message m, byte[] a, int at, int to) {
    int p = at;
    boolean mark = p < to && (a[p] == '*' || a[p] == '.');
    if (mark) {
      p++;
    }
    if (p >= to) {
      return -1;
    }
    int end = -1;
    if (a[p] >= '0' && a[p] <= '9') {
      end = stamps.iso(m.stamp, a, p, to);
      if (end < 0) {
        end = StampReader.epoch(m.stamp, a, p, to);
      }
    }
    if (end < 0) {
      end = stamps.named(m.stamp, a, p, to);
    }
    if (end < 0 || (end < to && a[end] != ' ' && a[end] != ':')) {
      m.stamp.clear();
      return -1;
    }
    m.unsynchronized = mark;
    return end;
  }

  /** Cisco's {@code 29: }, {@code router1: } and {@code RP/0/RP0/CPU0:} before a time. */
  private int sequenceAndTime(Message m, byte[] a, int at, int to) {
    int p = at;
    int digits = p;
    while (digits < to && digits - p < 12 && a[digits] >= '0' && a[digits] <= '9') {
      digits++;
    }
    if (digits > p && digits < to && a[digits] == ':') {
      m.sequenceFrom = p;
      m.sequenceTo = digits;
      p = spaces(a, digits + 1, to);
      int time = time(m, a, p, to);
      if (time >= 0) {
        return time;
      }
    }
    int end = word(a, p, to, TAG, LONGEST_TAG);
    if (end > p && end < to && a[end] == ':') {
      int time = time(m, a, spaces(a, end + 1, to), to);
      if (time >= 0) {
        if (slash(a, p, end)) {
          m.nodeFrom = p;
          m.nodeTo = end;
        } else {
          m.hostFrom = p;
          m.hostTo = end;
        }
        return time;
      }
    }
    boolean mnemonic = p < to && a[p] == '%';
    if (!mnemonic) {
      m.sequenceFrom = m.sequenceTo = 0;
    }
    return -1;
  }

  private static boolean slash(byte[] a, int from, int to) {
    return Eight.find(a, from, to, '/') < to;
  }

  private void afterTime(Message m, byte[] a, int at, int to) {
    if (at >= to) {
      return;
    }
    if (a[at] == ':') {
      text(m, a, at + 1, to);
      return;
    }
    int p = spaces(a, at, to);
    if (startsWith(REPEATED, a, p, to)) {
      m.textFrom = p;
      return;
    }
    if (tagOrMnemonic(m, a, p, to)) {
      return;
    }
    int host = word(a, p, to, HOST, LONGEST_HOST);
    if (host == p || host >= to || a[host] != ' ') {
      m.textFrom = Parser.skipMark(a, at + 1, to);
      return;
    }
    m.hostFrom = p;
    // "192.0.2.1: text" is an address and no tag.
    m.hostTo = a[host - 1] == ':' ? host - 1 : host;
    text(m, a, host, to);
  }

  /** The rest of a message, which begins at a space or colon's end. */
  private void text(Message m, byte[] a, int at, int to) {
    int text = at < to && a[at] == ' ' ? at + 1 : at;
    if (!body(m, a, text, to)) {
      m.textFrom = Parser.skipMark(a, text, to);
    }
  }

  private boolean body(Message m, byte[] a, int at, int to) {
    int p = spaces(a, at, to);
    if (to - p >= 3 && a[p] == ':' && a[p + 1] == ' ' && a[p + 2] == '%') {
      p += 2;
    }
    return tagOrMnemonic(m, a, p, to);
  }

  private boolean tagOrMnemonic(Message m, byte[] a, int at, int to) {
    int tag = tag(m, a, at, to);
    int text = mnemonic(m, a, tag < 0 ? at : spaces(a, tag, to), to);
    if (text < 0) {
      text = tag;
    }
    if (text < 0) {
      return false;
    }
    m.textFrom = Parser.skipMark(a, text, to);
    return true;
  }

  /** {@code app: } or {@code app[procid]: }; where the text begins, -1 when there is no tag. */
  private static int tag(Message m, byte[] a, int at, int to) {
    int end = word(a, at, to, TAG, LONGEST_TAG);
    if (end == at || end >= to || a[at] == '%' || isAddress(a, at, end)) {
      return -1;
    }
    int p;
    if (a[end] == '[') {
      int close = Eight.find(a, end, Math.min(to, end + LONGEST_TAG), ']');
      if (close >= Math.min(to, end + LONGEST_TAG) || Eight.find(a, end, close, ' ') < close) {
        return -1;
      }
      p = close + 1;
      if (p < to && a[p] == ':') {
        p++;
      } else if (p < to && a[p] != ' ') {
        return -1;
      }
      m.procidFrom = end + 1;
      m.procidTo = close;
    } else if (a[end] == ':' && (end + 1 == to || a[end + 1] == ' ' || a[end + 1] == '\t')) {
      p = end + 1;
    } else {
      return -1;
    }
    m.appFrom = at;
    m.appTo = end;
    return p < to && a[p] == ' ' ? p + 1 : Math.min(p, to);
  }

  /** Whether it is made of digits and dots alone. */
  private static boolean isAddress(byte[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      if (a[i] != '.' && (a[i] < '0' || a[i] > '9')) {
        return false;
      }
    }
    return true;
  }

  /** Cisco's {@code %FACILITY-3-MNEMONIC: }; where the text begins, -1 when there is none. */
  private static int mnemonic(Message m, byte[] a, int at, int to) {
    if (at >= to || a[at] != '%') {
      return -1;
    }
    int end = word(a, at + 1, to, MNEMONIC, LONGEST_TAG);
    int facility = -1;
    for (int i = at + 2; i + 2 < end; i++) {
      if (a[i] == '-' && a[i + 1] >= '0' && a[i + 1] <= '7' && a[i + 2] == '-') {
        facility = i;
      }
    }
    int colon = spaces(a, end, to);
    if (facility < 0 || colon >= to || a[colon] != ':') {
      return -1;
    }
    if (m.appFrom == m.appTo) {
      m.appFrom = at + 1;
      m.appTo = facility;
    }
    m.msgidFrom = at + 1;
    m.msgidTo = end;
    return colon + 1 < to && a[colon + 1] == ' ' ? colon + 2 : colon + 1;
  }

  /** Ends the text where another message begins: {@code <189>32: ... %SYS-5-CONFIG_I: }. */
  private static int glued(Message m, byte[] a, int to) {
    int p = m.textFrom;
    while ((p = Eight.find(a, p, to, '<')) < to) {
      int q = p + 1;
      int priority = 0;
      while (q < to && q - p <= 3 && a[q] >= '0' && a[q] <= '9') {
        priority = priority * 10 + a[q++] - '0';
      }
      if (q > p + 1 && q < to && a[q] == '>' && priority <= Message.MOST_PRIORITY) {
        int digits = q + 1;
        while (digits < to && a[digits] >= '0' && a[digits] <= '9') {
          digits++;
        }
        int reach = Math.min(to, digits + GLUED_HEADER);
        if (digits > q + 1
            && to - digits >= 2
            && a[digits] == ':'
            && Eight.find(a, digits, reach, '%') < reach) {
          m.textTo = p;
          return p;
        }
      }
      p++;
    }
    return to;
  }

  private static boolean startsWith(byte[] words, byte[] a, int at, int to) {
    if (to - at < words.length) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (a[at + i] != words[i]) {
        return false;
      }
    }
    return true;
  }

  private static int word(byte[] a, int at, int to, boolean[] chars, int longest) {
    int p = at;
    while (p < to && p - at <= longest && chars[a[p] & 0xFF]) {
      p++;
    }
    return p - at > longest ? at : p;
  }

  private static int spaces(byte[] a, int at, int to) {
    int p = at;
    while (p < to && a[p] == ' ') {
      p++;
    }
    return p;
  }
}
