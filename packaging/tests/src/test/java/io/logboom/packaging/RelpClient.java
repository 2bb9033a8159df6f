package io.logboom.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends messages by RELP until each is answered, on as many connections as that takes: what a
 * connection leaves unanswered goes again on the next.
 */
final class RelpClient {
  private static final int WINDOW = 128;
  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;
  private final Set<String> answered;

  /**
   * @param answered where messages are put once they are answered
   */
  RelpClient(int port, Set<String> answered) {
    this.port = port;
    this.answered = answered;
  }

  /** Sends these on one connection, as far as it goes. */
  void send(List<String> messages) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var in = new BufferedInputStream(socket.getInputStream());
      write(socket, frame(1, "open", "relp_version=0\nrelp_software=test\ncommands=syslog"));
      answer(in);
      Map<Integer, String> open = new LinkedHashMap<>();
      int number = 2;
      for (String message : messages) {
        if (answered.contains(message)) {
          continue;
        }
        open.put(number, message);
        write(socket, frame(number++, "syslog", message));
        while (open.size() >= WINDOW) {
          answered.add(open.remove(answer(in)));
        }
      }
      while (!open.isEmpty()) {
        answered.add(open.remove(answer(in)));
      }
    }
  }

  private static void write(Socket socket, String frame) throws IOException {
    socket.getOutputStream().write(frame.getBytes(ISO_8859_1));
  }

  private static String frame(int number, String command, String data) {
    return number + " " + command + " " + data.length() + " " + data + "\n";
  }

  /** Reads one answer, which must say 200; the number of what it answers. */
  private static int answer(InputStream in) throws IOException {
    String[] head = new String[3];
    for (int i = 0; i < head.length; i++) {
      var word = new StringBuilder();
      for (int b = in.read(); b != ' '; b = in.read()) {
        if (b < 0) {
          throw new EOFException("hung up on");
        }
        word.append((char) b);
      }
      head[i] = word.toString();
    }
    String data = new String(in.readNBytes(Integer.parseInt(head[2]) + 1), ISO_8859_1);
    if (!head[1].equals("rsp") || !data.startsWith("200")) {
      throw new IOException("answered with " + head[1] + " " + data);
    }
    return Integer.parseInt(head[0]);
  }
}
