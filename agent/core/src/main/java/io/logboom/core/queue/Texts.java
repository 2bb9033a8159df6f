package io.logboom.core.queue;

import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what an entry says of an origin. */
final class Texts {
  private final byte[] array;
  private int at;

  private Texts(byte[] array, int at) {
    this.array = array;
    this.at = at;
  }

  /** The origin in an entry whose CRC is right. */
  static Origin origin(byte[] array, int at) {
    var received =
        Instant.ofEpochSecond(
            Layout.longAt(array, at + Layout.RECEIVED_AT),
            Layout.intAt(array, at + Layout.NANOS_AT));
    int count = Layout.intAt(array, at + Layout.TEXTS_AT);
    var texts = new Texts(array, at + Layout.ORIGIN_TEXT_AT);
    String input = texts.next();
    String place = texts.next();
    var attributes = new LinkedHashMap<String, String>();
    for (int i = 2; i < count; i += 2) {
      String name = texts.next();
      attributes.put(name, texts.next());
    }
    return new Origin(input, place, received, Map.copyOf(attributes));
  }

  /** What stands for an origin whose entry is damaged. */
  static Origin lost(Segment segment, long at) {
    return new Origin("", segment.path() + "@" + at + " (damaged)", Instant.EPOCH, Map.of());
  }

  private String next() {
    int length = Layout.intAt(array, at);
    var text = new String(array, at + Integer.BYTES, length, StandardCharsets.UTF_8);
    at += Integer.BYTES + length;
    return text;
  }
}
