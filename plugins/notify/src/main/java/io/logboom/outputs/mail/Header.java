package io.logboom.outputs.mail;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;

/** Writes header fields (RFC 5322 §2.2), folded. */
final class Header {
  /** So many bytes are 60 in base64. */
  private static final int WORD = 45;

  private Header() {}

  /** Writes a field whose value is fit for a header. */
  static void write(ByteArrayOutputStream out, String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a header is one line: " + name);
    }
    writeFolded(out, name, value);
  }

  /**
   * Writes a field of free text of one line, encoded (RFC 2047) where it has to be: also where it
   * looks like an encoded word and is none, which whoever reads it would decode.
   */
  static void writeText(ByteArrayOutputStream out, String name, String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 127) && !text.contains("=?");
    writeFolded(out, name, plain ? text : encoded(text));
  }

  /**
   * Encoded words. The library's own leave ASCII as it is, whatever it looks like. Each holds whole
   * characters and is at most 75 characters long.
   */
  private static String encoded(String text) {
    var words = new StringJoiner(" ");
    var word = new StringBuilder();
    int length = 0;
    for (int codePoint : text.codePoints().toArray()) {
      String character = Character.toString(codePoint);
      int bytes = character.getBytes(StandardCharsets.UTF_8).length;
      if (length + bytes > WORD) {
        words.add(encodedWord(word));
        word.setLength(0);
        length = 0;
      }
      word.append(character);
      length += bytes;
    }
    return words.add(encodedWord(word)).toString();
  }

  private static String encodedWord(CharSequence word) {
    byte[] utf8 = word.toString().getBytes(StandardCharsets.UTF_8);
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }

  private static void writeFolded(ByteArrayOutputStream out, String name, String value) {
    String begin = name + ": ";
    out.writeBytes(Composer.ascii(begin + MimeUtility.fold(begin.length(), value) + "\r\n"));
  }
}
