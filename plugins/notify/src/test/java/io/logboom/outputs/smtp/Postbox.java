package io.logboom.outputs.smtp;

import io.logboom.core.config.ConfigReader;
import io.logboom.outputs.mail.Received;
import io.logboom.spi.Output;
import io.logboom.testkit.TestContext;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server of our own that says what a script says, for faults on cue. */
final class Postbox implements AutoCloseable {
  /** Instead of a reply. */
  static final String HANG_UP = "hang up";

  static final String SILENCE = "silence";

  /** Answers a command, or {@code .} at the end of a mail. */
  @FunctionalInterface
  interface Script {
    /** The reply; nothing for what a server says whom nothing is the matter with. */
    Optional<String> of(String command, Letter letter);
  }

  /** A mail so far: for whom, and its bytes, dots at the beginning of lines undone. */
  record Letter(List<String> to, String bytes) {
    Received read() {
      return Received.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  final TestContext context = new TestContext(Path.of("unused"));
  final List<String> said = new CopyOnWriteArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Optional<SSLContext> tls;
  private final boolean implicit;
  private final CountDownLatch end = new CountDownLatch(1);
  volatile Script script = (_, _) -> Optional.empty();
  volatile String extensions = "SIZE 1000000";
  volatile boolean forgetsAfterEnd;

  /** Without TLS. */
  Postbox() throws IOException {
    this(Optional.empty(), false);
  }

  Postbox(Optional<SSLContext> tls, boolean implicit) throws IOException {
    this.tls = tls;
    this.implicit = implicit;
    Thread.ofVirtual().start(this::listen);
  }

  Output output(String options) throws Exception {
    var plugin = new SmtpOutputPlugin();
    String all =
        """
        host = "127.0.0.1", port = %d, security = none, from = "alerts@example.com"
        to = ["soc@example.com"]
        """
            .formatted(listening.getLocalPort());
    return plugin.create(ConfigReader.bind(plugin, all + options), context);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // The end of the test.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var plain = implicit ? upgrade(socket) : socket;
      if (reply(plain, "connect", new Letter(List.of(), ""), "220 mail.example.com")) {
        talk(plain);
      }
    } catch (IOException e) {
      said.add("(the connection broke)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket upgrade(Socket socket) throws IOException {
    var secure =
        (SSLSocket)
            tls.orElseThrow()
                .getSocketFactory()
                .createSocket(socket, "client", socket.getPort(), true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  private void talk(Socket socket) throws IOException, InterruptedException {
    var to = new ArrayList<String>();
    var in = new BufferedInputStream(socket.getInputStream());
    for (var line = line(in); line.isPresent(); line = line(in)) {
      String command = line.get();
      said.add(command);
      String word = command.replaceFirst("[ :].*", "").toUpperCase(Locale.ROOT);
      String usual = "250 fine";
      switch (word) {
        case "EHLO" -> usual = "250-mail.example.com\r\n250 " + extensions;
        case "MAIL" -> to.clear();
        case "RCPT" -> to.add(command.replaceAll(".*<|>.*", ""));
        case "DATA" -> usual = "354 go on";
        case "STARTTLS" -> usual = "220 go on";
        case "AUTH" -> usual = "235 welcome";
        case "QUIT" -> usual = "221 bye";
        default -> {}
      }
      if (!reply(socket, command, new Letter(List.copyOf(to), ""), usual)) {
        return;
      }
      if (word.equals("RCPT") && refused(command)) {
        to.removeLast();
      } else if (word.equals("DATA") && !refused(command)) {
        var letter = new Letter(List.copyOf(to), content(in));
        var said = script.of(".", letter);
        if (said.isEmpty() || forgetsAfterEnd) {
          String text = letter.read().text().stripTrailing();
          synchronized (letters) {
            letters.add(letter);
            texts.add(text);
          }
        }
        if (!reply(socket, ".", letter, "250 taken")) {
          return;
        }
      } else if (word.equals("STARTTLS") && !refused(command)) {
        talk(upgrade(socket));
        return;
      }
    }
  }

  private boolean refused(String command) {
    return script
        .of(command, new Letter(List.of(), ""))
        .filter(r -> !r.startsWith("2"))
        .isPresent();
  }

  private boolean reply(Socket socket, String command, Letter letter, String usual)
      throws IOException, InterruptedException {
    String reply = script.of(command, letter).orElse(usual);
    if (reply.equals(HANG_UP)) {
      return false;
    }
    if (reply.equals(SILENCE)) {
      end.await();
      return false;
    }
    socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return true;
  }

  private static Optional<String> line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toString(StandardCharsets.ISO_8859_1).replace("\r", ""));
      }
      line.write(b);
    }
    return Optional.empty();
  }

  private static String content(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (var line = line(in); line.isPresent(); line = line(in)) {
      if (line.get().equals(".")) {
        return text.toString();
      }
      text.append(line.get().startsWith(".") ? line.get().substring(1) : line.get()).append("\r\n");
    }
    throw new IOException("a mail without an end");
  }

  List<Letter> letters() {
    synchronized (letters) {
      return List.copyOf(letters);
    }
  }

  /** The texts of all mails, without the line break that ends each mail. */
  List<String> texts() {
    synchronized (letters) {
      return List.copyOf(texts);
    }
  }

  static String plain(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + "\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() {
    end.countDown();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
