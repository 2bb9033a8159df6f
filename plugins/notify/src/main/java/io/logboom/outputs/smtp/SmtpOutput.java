package io.logboom.outputs.smtp;

import io.logboom.outputs.mail.Composer;
import io.logboom.outputs.message.Line;
import io.logboom.outputs.net.Progress;
import io.logboom.outputs.net.Unfinished;
import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a mail for each event, those of a batch over one connection. What is settled is settled by
 * recipient, so that who has got a mail does not get it again because of another. Safe for use by
 * many threads.
 */
final class SmtpOutput implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpOutput.class);

  /** So many mails that the server puts off say that it puts off all. */
  private static final int MOST_PUT_OFF = 3;

  private static final int LONGEST_REASON = 500;

  private final SmtpOutputConfig config;
  private final List<String> recipients;
  private final MailServer server;
  private final Composer composer;
  private final Unfinished unfinished = new Unfinished();
  private final Counter connections;

  /**
   * @throws IOException when a file that TLS needs cannot be used
   */
  SmtpOutput(SmtpOutputConfig config, Context context) throws IOException {
    this.config = config;
    this.recipients = config.addresses().recipients();
    this.server = new MailServer(config);
    this.composer =
        new Composer(config.addresses(), config.subject(), config.attachRecord(), context.clock());
    this.connections = context.counter("connections");
  }

  @Override
  public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
    if (batch.events().isEmpty()) {
      return;
    }
    var events = batch.events();
    var progress = unfinished.goOn(events, sofar -> send(batch, sofar));
    var rejected = new ArrayList<Rejected>();
    for (int i = 0; i < events.size(); i++) {
      var reasons = Delivery.reasons(progress, i, recipients);
      if (!reasons.isEmpty()) {
        rejected.add(new Rejected(events.get(i), line(reasons)));
      }
    }
    if (!rejected.isEmpty()) {
      throw new RejectedException(rejected);
    }
  }

  private void send(Batch batch, Progress progress) throws IOException, InterruptedException {
    var events = batch.events();
    Optional<SMTPTransport> open = Optional.empty();
    var putOff = new ArrayList<String>();
    try {
      for (int i = 0; i < events.size() && putOff.size() < MOST_PUT_OFF; i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("while sending mail");
        }
        var delivery = new Delivery(progress, i, recipients);
        if (delivery.done()) {
          continue;
        }
        if (open.isEmpty()) {
          connections.increment();
          open = Optional.of(server.connect());
        }
        delivery
            .send(server.session(), open.get(), composer.compose(events.get(i)))
            .ifPresent(putOff::add);
        if (delivery.troubled() && !open.get().isConnected()) {
          hangUp(open.get());
          open = Optional.empty();
        }
      }
    } catch (MessagingException e) {
      throw failure(e);
    } finally {
      open.ifPresent(SmtpOutput::hangUp);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("while sending mail");
    }
    if (!putOff.isEmpty()) {
      throw new IOException(complaint("not now: " + putOff.getFirst()));
    }
  }

  private IOException failure(MessagingException e) throws InterruptedException {
    if (Thread.interrupted()) {
      var interrupted = new InterruptedException("while speaking to the mail server");
      interrupted.initCause(e);
      throw interrupted;
    }
    // Without its cause: what the library says of signing in is not for logs.
    return new IOException(complaint(Answer.sentence(e)));
  }

  private String complaint(String what) {
    return line(server + ": " + what);
  }

  /** A line without the password, whatever the server answers with. */
  private String line(String text) {
    String safe =
        config.password().map(password -> text.replace(password.reveal(), "<secret>")).orElse(text);
    return Line.of(safe, LONGEST_REASON);
  }

  private static void hangUp(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // What was sent is answered for; that the server did not hear goodbye changes nothing.
      LOG.debug("closing a connection", e);
    }
  }

  /** Connects, signs in, and names sender and recipients, but sends nothing. */
  @Override
  public void check() throws IOException, InterruptedException {
    try {
      var transport = server.connect();
      try {
        ask(transport, "MAIL FROM:<" + config.from().address() + ">");
        for (var recipient : recipients) {
          ask(transport, "RCPT TO:<" + recipient + ">");
        }
        ask(transport, "RSET");
      } finally {
        hangUp(transport);
      }
    } catch (MessagingException e) {
      throw failure(e);
    }
  }

  private void ask(SMTPTransport transport, String command) throws MessagingException, IOException {
    transport.issueCommand(command, -1);
    int code = transport.getLastReturnCode();
    if (code < 200 || code > 299) {
      throw new IOException(complaint(command + ": " + transport.getLastServerResponse()));
    }
  }
}
