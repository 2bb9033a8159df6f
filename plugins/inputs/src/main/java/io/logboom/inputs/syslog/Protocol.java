package io.logboom.inputs.syslog;

import java.util.Locale;

/** How syslog is carried. */
public enum Protocol {
  /** RFC 5426: a message a datagram. */
  UDP,
  /** RFC 6587. */
  TCP,
  /** RFC 5425. */
  TLS,
  /** The protocol of rsyslog's in which messages are acknowledged. */
  RELP,
  /** The same inside of TLS. */
  RELPS;

  /** Whether there is TLS below. */
  boolean encrypted() {
    return this == TLS || this == RELPS;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
