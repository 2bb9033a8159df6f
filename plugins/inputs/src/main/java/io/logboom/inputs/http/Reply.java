package io.logboom.inputs.http;

import io.logboom.spi.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status the status, RFC 9110 §15
 * @param body JSON
 * @param headers more headers
 */
record Reply(int status, String body, Map<String, String> headers) {

  /** How long a sender is asked to leave the agent alone, in seconds. */
  private static final String LATER = "5";

  /** All is delivered; what was rejected is in the dead-letter file. */
  static Reply delivered(Optional<Firehose> firehose, long now, long events, long rejected) {
    if (firehose.isPresent()) {
      return new Reply(200, firehose.get().answer(now, Optional.empty()), Map.of());
    }
    return new Reply(200, "{\"events\":" + events + ",\"rejected\":" + rejected + "}", Map.of());
  }

  /**
   * Something is wrong.
   *
   * @param why for whoever looks after the sender
   */
  static Reply wrong(int status, String why, Optional<Firehose> firehose, long now) {
    Map<String, String> headers = status == 503 ? Map.of("Retry-After", LATER) : Map.of();
    if (firehose.isPresent()) {
      // Of a 413 Firehose takes that it should throw the events away, not even keeping them in S3.
      int said = status == 413 ? 400 : status;
      return new Reply(said, firehose.get().answer(now, Optional.of(why)), headers);
    }
    return new Reply(status, "{\"error\":" + quoted(why) + "}", headers);
  }

  /** The same with a header more. */
  Reply with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Reply(status, body, Map.copyOf(more));
  }

  /** A text as JSON. */
  static String quoted(String text) {
    var row = new Bytes(size -> new byte[Math.max(size, 128)]).begin().putJson(text);
    return new String(row.toByteArray(), StandardCharsets.UTF_8);
  }
}
