package io.logboom.filters.insights;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts in codes. */
final class Codes {

  private Codes() {}

  static String urlEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What is not encoded as it should be stays as it is. */
  static String urlDecode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  static String base64Encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Missing when it is not Base64, or what is in it is no text in UTF-8. */
  static Datum base64Decode(Datum of) {
    if (!of.isText()) {
      return Datum.Missing.MISSING;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(of.text());
      return new Datum.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Datum.Missing.MISSING;
    }
  }
}
