package io.logboom.outputs.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What the server said when it did not take a mail for all (RFC 5321 §4.2).
 *
 * @param whole of the mail as a whole
 * @param refused by address, what makes it never get the mail
 * @param later by address, what keeps it from getting the mail now
 */
record Answer(Whole whole, Map<String, String> refused, Map<String, String> later) {
  /** They speak of signing in, or of the order of commands: not of this mail. */
  private static final Set<Integer> OF_CONFIGURATION = Set.of(503, 530, 534, 535, 538);

  /** At an address this means a mailbox that is full (RFC 5321 §4.5.3.1.10). */
  private static final int FULL = 552;

  /** What became of the mail as a whole. */
  sealed interface Whole {
    /** Each address not named got it. */
    record Taken() implements Whole {}

    /** Nobody gets it, ever. */
    record Refused(String reason) implements Whole {}

    /** Nobody gets it now. */
    record Later(String reason) implements Whole {}
  }

  static Answer of(MessagingException e) {
    var refused = new LinkedHashMap<String, String>();
    var later = new LinkedHashMap<String, String>();
    for (Exception next = e;
        next instanceof MessagingException one;
        next = one.getNextException()) {
      if (one instanceof SMTPAddressFailedException failed) {
        int code = failed.getReturnCode();
        boolean never = code != FULL && forEver(code);
        String said = String.valueOf(failed.getMessage()).strip();
        (never ? refused : later).put(failed.getAddress().getAddress(), said);
      }
    }
    return new Answer(whole(e, refused.isEmpty() && later.isEmpty()), refused, later);
  }

  private static Whole whole(MessagingException e, boolean nobodyNamed) {
    String said = sentence(e);
    if (e instanceof SMTPSendFailedException failed) {
      int code = failed.getReturnCode();
      if (code >= 200 && code < 300) {
        return new Whole.Taken();
      }
      boolean never =
          code == FULL || (forEver(code) && !failed.getCommand().startsWith("MAIL FROM"));
      return never ? new Whole.Refused(said) : new Whole.Later(said);
    }
    // When no address is valid the mail is not sent, and all there is to know is by address.
    return e instanceof SendFailedException failed && !nobodyNamed && sent(failed).length == 0
        ? new Whole.Taken()
        : new Whole.Later(said);
  }

  private static boolean forEver(int code) {
    return code >= 500 && code < 600 && !OF_CONFIGURATION.contains(code);
  }

  private static Address[] sent(SendFailedException failed) {
    var sent = failed.getValidSentAddresses();
    return sent == null ? new Address[0] : sent;
  }

  /** What went wrong, with its causes. */
  static String sentence(MessagingException e) {
    var text = new StringBuilder(String.valueOf(e.getMessage()));
    if (!(e instanceof SendFailedException)) {
      for (Throwable cause = e.getNextException(); cause != null; cause = cause.getCause()) {
        if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
          text.append(": ").append(cause.getMessage());
        }
      }
    }
    return text.toString().strip();
  }
}
