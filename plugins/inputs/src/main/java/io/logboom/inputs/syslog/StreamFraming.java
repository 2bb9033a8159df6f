package io.logboom.inputs.syslog;

import java.util.Locale;

/** How messages are told apart on a stream (RFC 6587 §3.4). */
enum StreamFraming {
  /** Found out for each connection, from its first bytes. */
  AUTO,
  /** Before each message stands its length in bytes. */
  OCTET_COUNTING,
  /** Each message ends with a line feed, perhaps after a carriage return. */
  LINE_FEED,
  /** Each message ends with a zero byte. */
  NUL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
