package io.logboom.inputs.iam;

import io.logboom.spi.Context;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes objects of policy documents. The API gives them as JSON with percent signs (RFC 3986, so a
 * plus is a plus); emulators also as plain JSON. Numbers, escapes and the order of members stay as
 * they are; white space between them goes. Safe for use by many threads.
 */
final class PolicyDocuments {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyDocuments.class);

  private final Context context;
  private final Counters counters;

  PolicyDocuments(Context context, Counters counters) {
    this.context = context;
    this.counters = counters;
  }

  /**
   * The document; empty, and counted, when it is no JSON object.
   *
   * @param place whose it is
   */
  Optional<byte[]> object(String text, String place) {
    String bare = text.strip();
    byte[] json =
        bare.startsWith("{") ? bare.getBytes(StandardCharsets.UTF_8) : percentDecoded(bare);
    var origin = new Origin(context.name(), place, context.clock().instant(), Map.of());
    try {
      context.event(json, origin).fields();
      return Optional.of(compact(json));
    } catch (MalformedException e) {
      counters.malformedPolicies.increment();
      LOG.warn(
          "{}: {}: a policy document is not a JSON object, and stays a text: {}",
          context.name(),
          place,
          e.getMessage());
      return Optional.empty();
    }
  }

  private static byte[] percentDecoded(String text) {
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    var to = new ByteArrayOutputStream(from.length);
    for (int i = 0; i < from.length; i++) {
      int value = -1;
      if (from[i] == '%' && i + 2 < from.length) {
        int high = Character.digit(from[i + 1], 16);
        int low = Character.digit(from[i + 2], 16);
        value = high < 0 || low < 0 ? -1 : (high << 4) | low;
      }
      if (value < 0) {
        to.write(from[i]);
      } else {
        to.write(value);
        i += 2;
      }
    }
    return to.toByteArray();
  }

  /** The same on one line. */
  private static byte[] compact(byte[] json) {
    var out = new ByteArrayOutputStream(json.length);
    boolean string = false;
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (string && b == '\\') {
        out.write(b);
        out.write(json[++i]);
      } else if (string || b > ' ' || b < 0) {
        string ^= b == '"';
        out.write(b);
      }
    }
    return out.toByteArray();
  }
}
