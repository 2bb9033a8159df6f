package io.logboom.outputs.smtp;

import io.logboom.outputs.mail.Addresses;
import io.logboom.outputs.mail.Mailbox;
import io.logboom.outputs.message.Template;
import io.logboom.outputs.net.Tls;
import io.logboom.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Options of the output {@code smtp}; {@code reference.conf} says what each one means. */
public record SmtpOutputConfig(
    String host,
    Optional<Integer> port,
    Security security,
    Optional<String> username,
    Optional<Secret> password,
    Optional<String> hello,
    Mailbox from,
    List<Mailbox> to,
    List<Mailbox> cc,
    List<Mailbox> bcc,
    List<Mailbox> replyTo,
    Template subject,
    boolean attachRecord,
    Tls tls,
    Duration connectTimeout,
    Duration requestTimeout) {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  /** How the connection is kept private. */
  public enum Security {
    /** TLS begins on a plain connection (RFC 3207), or nothing is sent. */
    STARTTLS(587),
    /** TLS from the first byte (RFC 8314). */
    IMPLICIT(465),
    /** Not at all. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SmtpOutputConfig {
    new Addresses(from, to, cc, bcc, replyTo);
    require(host.matches("[A-Za-z0-9.:_\\[\\]-]+"), "host is a name or an address");
    require(
        port.isEmpty() || (port.get() > 0 && port.get() < 65_536), "port must be from 1 to 65535");
    require(
        hello.isEmpty() || hello.get().matches("[A-Za-z0-9.:_\\[\\]-]{1,255}"),
        "hello is the name of a host, or its address in brackets");
    require(
        username.isPresent() == password.isPresent(),
        "username and password must be given together");
    require(
        password.isEmpty() || security != Security.NONE || HERE.contains(host),
        "a password is not sent without TLS: use security = starttls or implicit");
    require(
        isMilliseconds(connectTimeout) && isMilliseconds(requestTimeout),
        "a timeout must be from 1ms to 24h");
  }

  private static boolean isMilliseconds(Duration timeout) {
    return timeout.toMillis() >= 1 && timeout.compareTo(Duration.ofDays(1)) <= 0;
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  Addresses addresses() {
    return new Addresses(from, to, cc, bcc, replyTo);
  }

  int portOrDefault() {
    return port.orElse(security.port);
  }
}
