package io.logboom.inputs.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** How a payload of a subscription filter begins. */
final class SubscriptionSign {

  /** So many bytes of a record are enough to tell. */
  static final int FAR = 4096;

  private static final int TEXT = 2048;
  private static final Pattern MARK = Pattern.compile("\\A\uFEFF");

  /** As CloudWatch writes it; and as one who parses and prints it with sorted names does. */
  private static final Pattern SIGN =
      Pattern.compile(
          "\"messageType\"\\s*:\\s*\"(?:DATA|CONTROL)_MESSAGE\"|\\A\\s*\\{\\s*\"logEvents\"\\s*:");

  private SubscriptionSign() {}

  /** Whether these may be the first bytes of a payload. The text itself then has to show it. */
  static boolean isIn(byte[] first) {
    String text = new String(text(first), StandardCharsets.UTF_8);
    String content = MARK.matcher(text).replaceFirst("");
    return content.stripLeading().startsWith("{") && SIGN.matcher(content).find();
  }

  private static byte[] text(byte[] first) {
    if (first.length < 2 || first[0] != 0x1F || first[1] != (byte) 0x8B) {
      return Arrays.copyOf(first, Math.min(first.length, TEXT));
    }
    var text = new byte[TEXT];
    int size = 0;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(first))) {
      for (int read = 0; read >= 0 && size < TEXT; size += Math.max(0, read)) {
        read = in.read(text, size, TEXT - size);
      }
    } catch (IOException _) {
      // Cut off, as the first bytes of something longer are, or broken: the framer will tell.
      return Arrays.copyOf(text, size);
    }
    return Arrays.copyOf(text, size);
  }
}
