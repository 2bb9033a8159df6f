package io.logboom.outputs.mail;

import io.logboom.outputs.message.Message;
import io.logboom.outputs.message.Template;
import io.logboom.spi.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes mails of events (RFC 5322, 2045, 2046, 2047). Whatever an event holds is one encoded
 * subject or the encoded content of a part, so it can neither add a header nor end a part. But for
 * {@code Date} the same event gives the same bytes. Safe for use by many threads.
 */
public final class Composer {
  /** What people see of a subject, and a header line well below the 998 bytes it may have. */
  private static final int LONGEST_SUBJECT = 200;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Addresses addresses;
  private final Template subject;
  private final boolean attachRecord;
  private final Clock clock;

  /**
   * @param subject of a mail
   * @param attachRecord whether the bytes of the record come along as a file
   * @param clock for {@code Date}
   */
  public Composer(Addresses addresses, Template subject, boolean attachRecord, Clock clock) {
    this.addresses = addresses;
    this.subject = subject;
    this.attachRecord = attachRecord;
    this.clock = clock;
  }

  /** The whole mail as it is sent; lines end with CR LF. {@code Bcc} is not in it. */
  public byte[] compose(Event event) {
    String name = Message.name(event);
    var message = Message.of(event);
    var out = new ByteArrayOutputStream(1024 + 2 * event.length());
    Header.write(out, "Date", DATE.format(clock.instant()));
    Header.write(out, "From", addresses.from().header());
    writeMailboxes(out, "Reply-To", addresses.replyTo());
    writeMailboxes(out, "To", addresses.to());
    writeMailboxes(out, "Cc", addresses.cc());
    Header.writeText(out, "Subject", subject.fill(event, LONGEST_SUBJECT));
    Header.write(out, "Message-ID", "<" + name + "@" + addresses.from().domain() + ">");
    // So that nobody's absence is answered (RFC 3834 §5).
    Header.write(out, "Auto-Submitted", "auto-generated");
    Header.write(out, "MIME-Version", "1.0");
    content(message, Message.fingerprint(event)).writeTo(out);
    return out.toByteArray();
  }

  private static void writeMailboxes(
      ByteArrayOutputStream out, String name, List<Mailbox> mailboxes) {
    if (!mailboxes.isEmpty()) {
      Header.write(
          out, name, mailboxes.stream().map(Mailbox::header).collect(Collectors.joining(", ")));
    }
  }

  private Part content(Message message, String digest) {
    Part text = new Part.Text("plain", message.text());
    Part words =
        message.html().isEmpty()
            ? text
            : new Part.Several(
                "alternative",
                "a" + digest,
                List.of(text, new Part.Text("html", message.html().get())));
    if (!attachRecord || !message.record().hasRemaining()) {
      return words;
    }
    var record = message.record();
    boolean object = record.get(record.position()) == '{';
    return new Part.Several(
        "mixed",
        "m" + digest,
        List.of(
            words,
            object
                ? new Part.File("application/json", "record.json", record)
                : new Part.File("application/octet-stream", "record.txt", record)));
  }

  /** Bytes of a header. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
