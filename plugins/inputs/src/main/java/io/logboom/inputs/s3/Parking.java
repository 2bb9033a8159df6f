package io.logboom.inputs.s3;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends messages given up to a queue of their own: the body as it was, and in attributes why, what
 * and whence. May throw the SDK's exceptions. Safe for use by many threads.
 */
final class Parking {
  /** SQS takes 1 MiB, attributes included (API reference of SendMessage). */
  private static final int MOST_BYTES = 1 << 20;

  private static final int MOST_TEXT = 1024;

  private final SqsQueue queue;
  private final Clock clock;

  Parking(SqsQueue queue, Clock clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** Sends; once it returns the message may be deleted where it was. */
  void park(Message message, Trouble trouble) {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("logboom.reason", trouble.reason());
    attributes.put("logboom.error", sendable(trouble.message()));
    attributes.put("logboom.place", sendable(trouble.place()));
    attributes.put("logboom.queue", message.queue().name());
    attributes.put("logboom.message-id", message.id());
    attributes.put("logboom.receives", Integer.toString(message.receives()));
    attributes.put("logboom.parked-at", clock.instant().toString());
    if (bytes(message.body()) + bytes(attributes) > MOST_BYTES) {
      attributes.keySet().retainAll(java.util.Set.of("logboom.reason"));
    }
    if (bytes(message.body()) + bytes(attributes) > MOST_BYTES) {
      attributes.clear();
    }
    queue.send(message.body(), attributes, message.id());
  }

  /** What SQS allows in an attribute: not empty, and only characters that XML has. */
  private static String sendable(String text) {
    String cleaned =
        text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
    String cut =
        cleaned.length() > MOST_TEXT
            ? cleaned.substring(
                0, cleaned.offsetByCodePoints(0, cleaned.codePointCount(0, MOST_TEXT)))
            : cleaned;
    return cut.isEmpty() ? "?" : cut;
  }

  private static int bytes(Map<String, String> attributes) {
    int type = "String".length();
    return attributes.entrySet().stream()
        .mapToInt(entry -> bytes(entry.getKey()) + type + bytes(entry.getValue()))
        .sum();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
