package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/** A client of RELP, by hand: what it sends and reads is up to the test. */
final class RelpPeer implements AutoCloseable {
  private static final String OFFER =
      "relp_version=0\nrelp_software=test,1,example.com\ncommands=syslog";

  /** A frame that came back. */
  record Answer(int number, String command, String data) {}

  private final Socket socket;
  private final InputStream in;

  RelpPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(15_000);
  }

  /** How long to wait for an answer. */
  void patience(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
  }

  /** Opens the session; gives the answer. */
  Answer open() throws IOException {
    send(1, "open", OFFER);
    return answer();
  }

  void send(int number, String command, String data) throws IOException {
    int length = data.getBytes(ISO_8859_1).length;
    raw(number + " " + command + " " + length + (length == 0 ? "" : " " + data) + "\n");
  }

  void raw(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The next frame. */
  Answer answer() throws IOException {
    String number = word();
    String command = word();
    var length = new StringBuilder();
    int b = read();
    while (b != ' ' && b != '\n') {
      length.append((char) b);
      b = read();
    }
    var data = new StringBuilder();
    if (b == ' ') {
      for (int i = Integer.parseInt(length.toString()); i > 0; i--) {
        data.append((char) read());
      }
      read();
    }
    return new Answer(Integer.parseInt(number), command, data.toString());
  }

  /** Whether nothing comes any more, and the other side has closed. */
  boolean isOver() throws IOException {
    return in.read() < 0;
  }

  private String word() throws IOException {
    var word = new StringBuilder();
    for (int b = read(); b != ' '; b = read()) {
      word.append((char) b);
    }
    return word.toString();
  }

  private int read() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("closed");
    }
    return b;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
