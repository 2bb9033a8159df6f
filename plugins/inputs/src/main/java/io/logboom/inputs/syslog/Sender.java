package io.logboom.inputs.syslog;

import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Who sends: what all events of a connection, or of an address that sends datagrams, have in
 * common. Immutable.
 */
final class Sender {
  private final Event prototype;
  private final Source source;
  private final byte[] end;

  /**
   * @param prototype an event of its origin, for others to be made like it
   * @param certificate whose certificate it has shown; empty for none
   */
  Sender(Event prototype, Protocol protocol, String host, String certificate, Source source) {
    this.prototype = prototype;
    this.source = source;
    this.end = end(protocol, host, certificate);
  }

  private static byte[] end(Protocol protocol, String host, String certificate) {
    byte[] subject = utf8(certificate);
    byte[] head = utf8(",\"peer\":\"" + host + "\",\"transport\":\"" + protocol + "\"");
    byte[] name = utf8(",\"certificate\":");
    var end = new byte[head.length + name.length + (int) Row.most(subject.length) + 3];
    var row = new Row();
    row.begin(end, 0);
    row.put(head);
    if (subject.length > 0) {
      row.put(name).string(subject, 0, subject.length);
    }
    row.put('}');
    return Arrays.copyOf(end, row.position());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An event of its origin, for others to be made like it. */
  Event prototype() {
    return prototype;
  }

  /** Where its events come from. */
  Origin origin() {
    return prototype.origin();
  }

  /** How fast it may send. */
  Source source() {
    return source;
  }

  /** The last fields of its events, after a comma, and the brace. Not to be changed. */
  byte[] end() {
    return end;
  }
}
