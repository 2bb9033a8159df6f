package io.logboom.outputs.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes sockets that send what they are given at once. A mail and the dot at its end are written
 * apart: without this the dot waits for the other side's delayed acknowledgement, 40 ms each mail.
 */
final class PromptSockets extends SocketFactory {
  private final SocketFactory sockets;

  PromptSockets(SocketFactory sockets) {
    this.sockets = sockets;
  }

  private static Socket prompt(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket() throws IOException {
    return prompt(sockets.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return prompt(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress here, int herePort)
      throws IOException {
    return prompt(sockets.createSocket(host, port, here, herePort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return prompt(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress here, int herePort)
      throws IOException {
    return prompt(sockets.createSocket(host, port, here, herePort));
  }
}
