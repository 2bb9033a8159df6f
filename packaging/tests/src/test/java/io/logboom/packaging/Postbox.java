package io.logboom.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server (RFC 5321) on 127.0.0.1 that takes every mail, without TLS. */
final class Postbox implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final List<String> mails = new CopyOnWriteArrayList<>();

  private Postbox() throws IOException {}

  static Postbox start() throws IOException {
    var host = new Postbox();
    Thread.ofVirtual().name("mail").start(host::accept);
    return host;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Every mail as it came, headers and all. */
  List<String> mails() {
    return mails;
  }

  /** What the mails say they are about. */
  List<String> subjects() {
    return mails.stream()
        .map(mail -> mail.replaceAll("(?s).*?\nSubject: (.*?)\n(?![ \t]).*", "$1"))
        .map(subject -> subject.replaceAll("\n\\s+", " "))
        .toList();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void talk(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      var out = socket.getOutputStream();
      say(out, "220 mail.example.com");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        switch (line.toUpperCase(Locale.ROOT).split("[ :]", 2)[0]) {
          case "EHLO" -> say(out, "250-mail.example.com\r\n250 8BITMIME");
          case "DATA" -> {
            say(out, "354 go on");
            mails.add(data(in));
            say(out, "250 taken");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "250 fine");
        }
      }
    } catch (IOException e) {
      // The sender went away, which is its business.
      return;
    }
  }

  private static String data(BufferedReader in) throws IOException {
    var mail = new StringBuilder("\n");
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
    }
    return mail.toString();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
