package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An event's bytes as a field of a JSON object, whatever they are. */
public final class JsonBody {
  private JsonBody() {}

  /** Writes {@code "event":"…"} when they are UTF-8, {@code "event-base64":"…"} when not. */
  public static void put(Bytes line, Event event) {
    byte[] array = event.array();
    int offset = event.offset();
    int length = event.length();
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, offset, length));
    } catch (CharacterCodingException e) {
      var encoded = Base64.getEncoder().encode(ByteBuffer.wrap(array, offset, length));
      line.put("\"event-base64\":\"").put(encoded.array(), 0, encoded.limit()).put('"');
      return;
    }
    line.put("\"event\":\"");
    for (int i = offset; i < offset + length; i++) {
      line.putInString(array[i]);
    }
    line.put('"');
  }
}
