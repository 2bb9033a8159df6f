package io.logboom.inputs.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** One connection of a client that sends exactly what it is told, whether that is HTTP or not. */
final class Wire implements AutoCloseable {

  /** What came back. */
  record Answer(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;

  Wire(InetSocketAddress address) throws IOException {
    this(connected(address));
  }

  Wire(InetSocketAddress address, SSLContext tls) throws IOException {
    this(
        tls.getSocketFactory()
            .createSocket(connected(address), "localhost", address.getPort(), true));
  }

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  private static Socket connected(InetSocketAddress address) throws IOException {
    var socket = new Socket();
    socket.connect(address);
    return socket;
  }

  int localPort() {
    return socket.getLocalPort();
  }

  Wire send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  Wire send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole POST with these further headers, each ended by CRLF. */
  Wire post(String path, String headers, byte[] body) throws IOException {
    var whole = new ByteArrayOutputStream();
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(path, body.length, headers);
    whole.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(body);
    return send(whole.toByteArray());
  }

  Wire post(String body) throws IOException {
    return post("/", "", body.getBytes(StandardCharsets.UTF_8));
  }

  /** The next answer. */
  Answer answer() throws IOException {
    String status = line();
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(status.substring(9, 12)), headers, body);
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("hung up after: " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Whether something has come back already. */
  boolean answers() throws IOException {
    return in.available() > 0;
  }

  /** Whether the other side hangs up, with nothing more to say. */
  boolean closed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /** Sends a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
