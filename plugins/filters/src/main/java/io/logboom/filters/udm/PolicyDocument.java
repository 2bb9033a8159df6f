package io.logboom.filters.udm;

import io.logboom.filters.JsonString;
import io.logboom.filters.udm.schema.JsonText;
import io.logboom.spi.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Policy documents in each of the forms they come in: an object, JSON as a string, and JSON as a
 * string that is URL-encoded (RFC 3986), as the API itself gives it. Stateless; safe for use by
 * many threads.
 */
final class PolicyDocument {

  private PolicyDocument() {}

  /** Writes the document that is a member of an object as text. */
  static void write(UdmName name, IamObject from, IamName member, JsonOut out)
      throws MalformedException {
    byte[] array = from.array();
    int start = from.start(member);
    int end = from.end(member);
    if (array[start] == '{') {
      out.text(name, array, start, end);
      return;
    }
    from.expect(member, '"', "a string or an object");
    byte[] text = new byte[end - start];
    int length = JsonString.decode(array, start + 1, end - 1, text, 0);
    boolean encoded = length > 0 && text[0] == '%';
    if (encoded) {
      text = decoded(text, length);
      length = text.length;
    }
    if (!JsonText.isObject(text, 0, length)) {
      throw from.wrong(
          member,
          "is not a JSON object: \"" + JsonString.excerpt(array, start + 1, end - 1) + "\"");
    }
    if (encoded) {
      out.text(name, new String(text, 0, length, StandardCharsets.UTF_8));
    } else {
      out.text(name, array, start, end);
    }
  }

  /** Takes the percent signs off; what is no proper escape stays, and is then no JSON. */
  private static byte[] decoded(byte[] text, int length) {
    var plain = new ByteArrayOutputStream(length);
    for (int i = 0; i < length; i++) {
      int high = i + 2 < length ? Character.digit(text[i + 1], 16) : -1;
      int low = i + 2 < length ? Character.digit(text[i + 2], 16) : -1;
      if (text[i] == '%' && high >= 0 && low >= 0) {
        plain.write(16 * high + low);
        i += 2;
      } else {
        plain.write(text[i]);
      }
    }
    return plain.toByteArray();
  }
}
