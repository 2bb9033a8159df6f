package io.logboom.outputs.smtp;

import io.logboom.outputs.net.Progress;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One event's mail on its way to those who have not got it yet. Used by one thread. */
final class Delivery {
  private final Progress progress;
  private final List<String> recipients;
  private final int from;
  private boolean troubled;

  /**
   * @param progress of the batch: event by event, and of each recipient by recipient
   * @param index of the event
   */
  Delivery(Progress progress, int index, List<String> recipients) {
    this.progress = progress;
    this.recipients = recipients;
    this.from = index * recipients.size();
  }

  /** Whether nothing is left to do. */
  boolean done() {
    return progress.settled(from, from + recipients.size());
  }

  /** Whether the server had something to say, so that it may have hung up. */
  boolean troubled() {
    return troubled;
  }

  /**
   * Sends it.
   *
   * @return why it has to be sent again to some, later
   * @throws MessagingException when the connection is of no more use
   */
  Optional<String> send(Session session, SMTPTransport transport, byte[] mail)
      throws MessagingException {
    var tooLarge = tooLarge(transport, mail.length);
    if (tooLarge.isPresent()) {
      rejectAll(tooLarge.get());
      return Optional.empty();
    }
    var message = new SMTPMessage(session, new ByteArrayInputStream(mail));
    if (transport.supportsExtension("SIZE")) {
      message.setMailExtension("SIZE=" + mail.length);
    }
    try {
      transport.sendMessage(message, open());
      settleOthers(List.of());
      return Optional.empty();
    } catch (MessagingException e) {
      troubled = true;
      return settle(Answer.of(e));
    }
  }

  /** What the server has said it takes (RFC 1870); it may say that it has no limit. */
  private static Optional<String> tooLarge(SMTPTransport transport, int size) {
    String most =
        transport.supportsExtension("SIZE") ? transport.getExtensionParameter("SIZE") : "";
    if (most == null || !most.matches("[1-9]\\d{0,17}") || size <= Long.parseLong(most)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "too large: the mail has %,d bytes, and the server takes %,d",
            size,
            Long.parseLong(most)));
  }

  private Optional<String> settle(Answer answer) {
    return switch (answer.whole()) {
      case Answer.Whole.Later(var reason) -> Optional.of(reason);
      case Answer.Whole.Refused(var reason) -> {
        rejectAll("the server refuses it: " + reason);
        yield Optional.empty();
      }
      case Answer.Whole.Taken() -> {
        for (int i = 0; i < recipients.size(); i++) {
          String reason = answer.refused().get(recipients.get(i));
          if (reason != null && !progress.settled(from + i, from + i + 1)) {
            progress.reject(from + i, from + i + 1, reason);
          }
        }
        settleOthers(List.copyOf(answer.later().keySet()));
        yield answer.later().entrySet().stream()
            .findFirst()
            .map(one -> one.getKey() + ": " + one.getValue());
      }
    };
  }

  private Address[] open() throws MessagingException {
    var open = new ArrayList<Address>();
    for (int i = 0; i < recipients.size(); i++) {
      if (!progress.settled(from + i, from + i + 1)) {
        open.add(new InternetAddress(recipients.get(i)));
      }
    }
    return open.toArray(Address[]::new);
  }

  private void rejectAll(String reason) {
    for (int i = 0; i < recipients.size(); i++) {
      if (!progress.settled(from + i, from + i + 1)) {
        progress.reject(from + i, from + i + 1, reason);
      }
    }
  }

  private void settleOthers(List<String> later) {
    for (int i = 0; i < recipients.size(); i++) {
      if (!later.contains(recipients.get(i)) && !progress.settled(from + i, from + i + 1)) {
        progress.deliver(from + i, from + i + 1);
      }
    }
  }

  /** Why an event was turned down, for all or for some; nothing when it was not. */
  static String reasons(Progress progress, int index, List<String> recipients) {
    int from = index * recipients.size();
    var refused = progress.rejected().subMap(from, from + recipients.size());
    if (refused.isEmpty()) {
      return "";
    }
    var reasons = List.copyOf(new LinkedHashSet<>(refused.values()));
    if (reasons.size() == 1 && refused.size() == recipients.size()) {
      return reasons.getFirst();
    }
    var named = new ArrayList<String>();
    refused.forEach((at, why) -> named.add(recipients.get(at - from) + ": " + why));
    String others =
        refused.size() == recipients.size()
            ? ""
            : "; delivered to the other " + (recipients.size() - refused.size());
    return String.join("; ", named) + others;
  }
}
