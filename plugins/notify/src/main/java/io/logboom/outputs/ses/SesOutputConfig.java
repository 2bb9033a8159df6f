package io.logboom.outputs.ses;

import io.logboom.inputs.aws.Credentials;
import io.logboom.outputs.mail.Addresses;
import io.logboom.outputs.mail.Mailbox;
import io.logboom.outputs.message.Template;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Options of the output {@code ses}; {@code reference.conf} says what each one means. */
public record SesOutputConfig(
    Mailbox from,
    List<Mailbox> to,
    List<Mailbox> cc,
    List<Mailbox> bcc,
    List<Mailbox> replyTo,
    Template subject,
    boolean attachRecord,
    Optional<String> configurationSet,
    Optional<String> region,
    Optional<URI> endpoint,
    Optional<URI> stsEndpoint,
    Credentials credentials,
    Duration requestTimeout) {
  private static final int MOST_RECIPIENTS = 50;

  public SesOutputConfig {
    int recipients = new Addresses(from, to, cc, bcc, replyTo).recipients().size();
    if (recipients > MOST_RECIPIENTS) {
      throw new IllegalArgumentException(
          "a mail of SES is for at most %d, not %d".formatted(MOST_RECIPIENTS, recipients));
    }
    configurationSet.ifPresent(
        name -> {
          if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                "configuration-set is of 1 to 64 letters, digits, _ and -");
          }
        });
    if (!requestTimeout.isPositive()) {
      throw new IllegalArgumentException("request-timeout must be longer than 0s");
    }
  }

  Addresses addresses() {
    return new Addresses(from, to, cc, bcc, replyTo);
  }
}
