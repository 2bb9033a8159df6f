package io.logboom.outputs.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A mail as whoever gets it reads it.
 *
 * @param headers names and values of the whole mail's headers, unfolded, in their order
 * @param subject decoded
 * @param parts content type and decoded content of each part that is not made of parts
 */
public record Received(List<String> headers, String subject, List<Leaf> parts) {

  /** A part; its content byte by byte, as ISO 8859-1. */
  public record Leaf(String type, String bytes) {
    public String text() {
      return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  /** The plain text. */
  public String text() {
    return parts.getFirst().text();
  }

  /** The value of a header; fails unless it is there once. */
  public String header(String name) {
    var values = headers.stream().filter(header -> header.startsWith(name + ": ")).toList();
    if (values.size() != 1) {
      throw new AssertionError(name + " is there so many times: " + values);
    }
    return values.getFirst().substring(name.length() + 2);
  }

  /** Reads one. */
  public static Received of(byte[] mail) {
    try {
      var message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
      var headers = new ArrayList<String>();
      var lines = message.getAllHeaderLines();
      while (lines.hasMoreElements()) {
        headers.add(lines.nextElement().replaceAll("\r\n(?=[ \t])", ""));
      }
      var parts = new ArrayList<Leaf>();
      collect(message, parts);
      return new Received(headers, message.getSubject(), parts);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(MimePart part, List<Leaf> parts)
      throws MessagingException, IOException {
    String type = part.getContentType();
    byte[] bytes = part.getInputStream().readAllBytes();
    if (!type.startsWith("multipart/")) {
      parts.add(new Leaf(type, new String(bytes, StandardCharsets.ISO_8859_1)));
      return;
    }
    var several = new MimeMultipart(new ByteArrayDataSource(bytes, type));
    for (int i = 0; i < several.getCount(); i++) {
      collect((MimeBodyPart) several.getBodyPart(i), parts);
    }
  }
}
