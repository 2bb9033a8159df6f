package io.logboom.outputs.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A part of a mail (RFC 2045): its headers, an empty line, its content. */
sealed interface Part {

  /** Words, in quoted-printable, so that any of them can be in lines that mail servers take. */
  record Text(String subtype, String text) implements Part {}

  /** A file that comes along. */
  record File(String type, String name, ByteBuffer bytes) implements Part {}

  /**
   * Several parts.
   *
   * @param mark what makes the boundary this one's; up to 60 letters, digits and hyphens
   */
  record Several(String subtype, String mark, List<Part> parts) implements Part {

    /** Neither quoted-printable nor base64 can contain {@code =_}. */
    String boundary() {
      return "=_" + mark;
    }
  }

  /** Writes it. */
  default void writeTo(ByteArrayOutputStream out) {
    switch (this) {
      case Text text -> {
        Header.write(out, "Content-Type", "text/" + text.subtype + "; charset=utf-8");
        Header.write(out, "Content-Transfer-Encoding", "quoted-printable");
        write(out, "\r\n");
        quote(out, text.text);
      }
      case File file -> {
        Header.write(out, "Content-Type", file.type);
        Header.write(out, "Content-Transfer-Encoding", "base64");
        Header.write(out, "Content-Disposition", "attachment; filename=\"" + file.name + "\"");
        write(out, "\r\n");
        var bytes = new byte[file.bytes.remaining()];
        file.bytes.duplicate().get(bytes);
        out.writeBytes(Base64.getMimeEncoder().encode(bytes));
      }
      case Several several -> {
        String boundary = several.boundary();
        Header.write(
            out,
            "Content-Type",
            "multipart/" + several.subtype + "; boundary=\"" + boundary + "\"");
        write(out, "\r\n");
        for (var part : several.parts) {
          write(out, "--" + boundary + "\r\n");
          part.writeTo(out);
          write(out, "\r\n");
        }
        write(out, "--" + boundary + "--\r\n");
      }
    }
  }

  private static void quote(ByteArrayOutputStream out, String text) {
    try (var quoted = MimeUtility.encode(out, "quoted-printable")) {
      quoted.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new IllegalStateException("quoted-printable is always there", e);
    }
  }

  private static void write(ByteArrayOutputStream out, String ascii) {
    out.writeBytes(Composer.ascii(ascii));
  }
}
