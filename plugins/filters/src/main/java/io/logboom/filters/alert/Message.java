package io.logboom.filters.alert;

import io.logboom.spi.Context;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An alert that is ready to go, kept until it may. Immutable. */
final class Message {
  private final byte[] body;
  private final Origin origin;
  private final long epochMilli;
  private final String id;

  /**
   * A message.
   *
   * @param body its bytes, not changed any more
   * @param origin where the event came from, its number included, and its mark
   * @param epochMilli when it happened
   * @param id the event's own id; empty for none
   */
  Message(byte[] body, Origin origin, long epochMilli, String id) {
    this.body = body;
    this.origin = origin;
    this.epochMilli = epochMilli;
    this.id = id;
  }

  /** How many bytes it has. */
  int size() {
    return body.length;
  }

  /** What an event about which the message is says of where it came from. */
  static Origin origin(Event event) {
    var origin = event.origin();
    return new Origin(origin.input(), event.place(), origin.receivedAt(), origin.attributes());
  }

  /** As an event with the time and the id of the one that it is about. */
  Event event(Context context) {
    byte[] name = JsonPrint.content(id).getBytes(StandardCharsets.UTF_8);
    var all = new byte[name.length + body.length];
    System.arraycopy(name, 0, all, 0, name.length);
    System.arraycopy(body, 0, all, name.length, body.length);
    return context
        .event(all, origin)
        .identified(epochMilli, 0, name.length)
        .with(all, name.length, body.length);
  }

  byte[] encoded() {
    return new Packed.Out()
        .bytes(body)
        .text(origin.input())
        .text(origin.place())
        .number(origin.receivedAt().toEpochMilli())
        .texts(origin.attributes())
        .number(epochMilli)
        .text(id)
        .done();
  }

  static Message decoded(byte[] bytes) throws IOException {
    var in = new Packed.In(bytes);
    byte[] body = in.bytes();
    var input = in.text();
    var place = in.text();
    var receivedAt = Instant.ofEpochMilli(in.number());
    var origin = new Origin(input, place, receivedAt, in.texts());
    return new Message(body, origin, in.number(), in.text());
  }
}
