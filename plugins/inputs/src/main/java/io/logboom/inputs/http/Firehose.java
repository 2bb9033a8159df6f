package io.logboom.inputs.http;

import io.logboom.inputs.net.Complaints;
import io.logboom.spi.Context;
import io.logboom.spi.Glob;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Value;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Amazon Data Firehose says in the head of a request, and how it wants to be answered
 * (Firehose Developer Guide, "HTTP endpoint delivery request and response specifications").
 *
 * @param requestId the same each time it tries the same request
 * @param attributes of the events' origin: {@code firehose.request-id}, {@code firehose.arn},
 *     {@code aws.account}, {@code aws.region} (the stream's), {@code firehose.attribute.NAME}
 */
record Firehose(String requestId, Map<String, String> attributes) {

  /** Whoever sends this speaks Firehose's protocol. */
  static final String REQUEST_ID = "X-Amz-Firehose-Request-Id";

  /** What it shows to be let in. */
  static final String ACCESS_KEY = "X-Amz-Firehose-Access-Key";

  private static final String ARN = "X-Amz-Firehose-Source-Arn";
  private static final String COMMON = "X-Amz-Firehose-Common-Attributes";

  /** A GUID by its documentation, but opaque; it goes into the log and the answer. */
  private static final Pattern OPAQUE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private static final Pattern PARTS =
      Pattern.compile("arn:[a-z-]+:firehose:([a-z0-9-]*):(\\d*):deliverystream/[A-Za-z0-9_.-]+");

  private static final int LONGEST_MESSAGE = 8192;

  /**
   * Reads the head.
   *
   * @param wanted the names of the common attributes that are
   * @return empty when the sender is another
   * @throws MalformedException when it is not what Firehose would send
   */
  static Optional<Firehose> of(HttpHeaders headers, List<Glob> wanted, Context context)
      throws MalformedException {
    String id = headers.get(REQUEST_ID);
    if (id == null) {
      return Optional.empty();
    }
    if (!OPAQUE.matcher(id).matches()) {
      throw new MalformedException("firehose-head", REQUEST_ID + " is not an id", -1);
    }
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("firehose.request-id", id);
    String arn = headers.get(ARN);
    if (arn != null) {
      attributes.put("firehose.arn", Complaints.printable(arn));
      var parts = PARTS.matcher(arn);
      if (parts.matches()) {
        attributes.put("aws.region", parts.group(1));
        attributes.put("aws.account", parts.group(2));
      }
    }
    String common = headers.get(COMMON);
    if (common != null && !wanted.isEmpty()) {
      attributes.putAll(chosen(common, wanted, context));
    }
    return Optional.of(new Firehose(id, Map.copyOf(attributes)));
  }

  /** {@code {"commonAttributes":{"name":"value"}}}. */
  private static Map<String, String> chosen(String common, List<Glob> wanted, Context context)
      throws MalformedException {
    var nowhere = new Origin(context.name(), COMMON, context.clock().instant(), Map.of());
    byte[] json = common.getBytes(StandardCharsets.ISO_8859_1);
    var chosen = new LinkedHashMap<String, String>();
    try {
      if (context.event(json, nowhere).tree() instanceof Value.Obj whole
          && whole.fields().get("commonAttributes") instanceof Value.Obj named) {
        named
            .fields()
            .forEach(
                (name, value) -> {
                  if (value instanceof Value.Str(String text)
                      && wanted.stream().anyMatch(pattern -> pattern.matches(name))) {
                    chosen.put("firehose.attribute." + name, text);
                  }
                });
      }
    } catch (MalformedException e) {
      // The text itself may hold secrets, so the message says no more than where it is wrong.
      throw new MalformedException("firehose-head", COMMON + " is not JSON", e.at());
    }
    return chosen;
  }

  /**
   * The body of an answer.
   *
   * @param now milliseconds since 1970
   * @param error empty when all is well
   */
  String answer(long now, Optional<String> error) {
    String message = error.map(text -> ",\"errorMessage\":" + Reply.quoted(cut(text))).orElse("");
    return "{\"requestId\":" + Reply.quoted(requestId) + ",\"timestamp\":" + now + message + "}";
  }

  private static String cut(String text) {
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
  }
}
