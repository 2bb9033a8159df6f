package io.logboom.outputs.smtp;

import io.logboom.outputs.net.TlsContext;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.Properties;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** The mail server, and how it is spoken to. Safe for use by many threads. */
final class MailServer {
  private final SmtpOutputConfig config;
  private final Session session;

  /**
   * @throws IOException when a file that TLS needs cannot be used
   */
  MailServer(SmtpOutputConfig config) throws IOException {
    this.config = config;
    var properties = new Properties();
    put(properties, "connectiontimeout", config.connectTimeout().toMillis());
    put(properties, "timeout", config.requestTimeout().toMillis());
    put(properties, "auth", config.password().isPresent());
    put(properties, "auth.mechanisms", "PLAIN LOGIN");
    // Whoever can get a mail gets it, also when the server does not know another.
    put(properties, "sendpartial", true);
    put(properties, "quitwait", false);
    config.hello().ifPresent(name -> put(properties, "localhost", name));
    // Else the library would try once more with the JDK's own.
    put(properties, "socketFactory.fallback", false);
    switch (config.security()) {
      case STARTTLS -> {
        put(properties, "starttls.enable", true);
        put(properties, "starttls.required", true);
        put(properties, "ssl.checkserveridentity", config.tls().verifyHostname());
        sockets(properties, "socketFactory", new PromptSockets(SocketFactory.getDefault()));
        sockets(properties, "ssl.socketFactory", secure());
      }
      case IMPLICIT -> {
        put(properties, "ssl.enable", true);
        put(properties, "ssl.checkserveridentity", config.tls().verifyHostname());
        sockets(properties, "ssl.socketFactory", new PromptSockets(secure()));
      }
      case NONE ->
          sockets(properties, "socketFactory", new PromptSockets(SocketFactory.getDefault()));
    }
    this.session = Session.getInstance(properties);
  }

  private SocketFactory secure() throws IOException {
    return new TlsContext(config.tls()).make().getSocketFactory();
  }

  private static void sockets(Properties properties, String name, SocketFactory sockets) {
    properties.put("mail.smtp." + name, sockets);
  }

  private static void put(Properties properties, String name, Object value) {
    properties.put("mail.smtp." + name, value.toString());
  }

  /** For messages. */
  Session session() {
    return session;
  }

  /** A connection, TLS begun and signed in. */
  SMTPTransport connect() throws MessagingException {
    var transport =
        new SMTPTransport(session, new URLName("smtp", config.host(), -1, null, null, null));
    transport.connect(
        config.host(),
        config.portOrDefault(),
        config.username().orElse(null),
        config.password().map(password -> password.reveal()).orElse(null));
    if (config.password().isPresent() && !transport.supportsExtension("AUTH")) {
      transport.close();
      throw new MessagingException("the server does not let anybody sign in");
    }
    return transport;
  }

  @Override
  public String toString() {
    return config.host() + ":" + config.portOrDefault();
  }
}
