package io.logboom.spi;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where events came from, and what their transport said of them. Shared by all events of a file, an
 * object or a connection.
 *
 * @param input the input's name in the configuration
 * @param place the source as people write it: {@code s3://bucket/key}, a file's path, a peer
 * @param receivedAt when the agent began to read it
 * @param attributes what the transport said: {@code aws.account}, {@code aws.region}, {@code
 *     s3.bucket}, {@code s3.key}, {@code cloudwatch.timestamp} (milliseconds since 1970) ...; never
 *     a secret
 */
public record Origin(
    String input, String place, Instant receivedAt, Map<String, String> attributes) {

  /** What CloudWatch Logs stamped on the event, in milliseconds since 1970. */
  public static final String CLOUDWATCH_TIMESTAMP = "cloudwatch.timestamp";

  /**
   * Set by the {@code alert} filter, to the format it writes: outputs that write to people believe
   * HTML of nobody else.
   */
  public static final String ALERT = "alert";

  /** The same origin with one attribute more. */
  public Origin with(String name, String value) {
    var more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new Origin(input, place, receivedAt, Map.copyOf(more));
  }
}
