package io.logboom.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A wire that can be slow, and that can be cut. Threads are virtual and end with their connection.
 */
final class Proxy implements AutoCloseable {
  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final long bytesPerSecond;

  /** The client's side of each connection, by the port from which the target sees it. */
  private final Map<Integer, Socket> clients = new ConcurrentHashMap<>();

  private Proxy(InetSocketAddress target, long bytesPerSecond) throws IOException {
    this.target = target;
    this.bytesPerSecond = bytesPerSecond;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A wire as fast as it goes. */
  static Proxy to(InetSocketAddress target) throws IOException {
    return new Proxy(target, Long.MAX_VALUE);
  }

  /** A wire on which each connection gets no more than this from the target. */
  static Proxy slow(URI target, long bytesPerSecond) throws IOException {
    return new Proxy(new InetSocketAddress(target.getHost(), target.getPort()), bytesPerSecond);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Resets the connection whose other end the target knows by this address. */
  void reset(InetSocketAddress seen) throws IOException {
    Socket client = clients.get(seen.getPort());
    if (client != null) {
      client.setSoLinger(true, 0);
      client.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException closed) {
      clients.values().forEach(Proxy::close);
    }
  }

  private void connect(Socket client) {
    try (client;
        var server = new Socket(target.getAddress(), target.getPort())) {
      int port = server.getLocalPort();
      clients.put(port, client);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread up = Thread.ofVirtual().start(() -> pump(client, server, Long.MAX_VALUE));
      pump(server, client, bytesPerSecond);
      clients.remove(port);
      close(server);
      close(client);
      up.join();
    } catch (IOException | InterruptedException gone) {
      close(client);
    }
  }

  private static void pump(Socket from, Socket to, long bytesPerSecond) {
    byte[] buffer = new byte[Math.clamp(bytesPerSecond / 10, 1, 1 << 16)];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (bytesPerSecond < Long.MAX_VALUE) {
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(n) / bytesPerSecond);
        }
      }
      to.shutdownOutput();
    } catch (IOException cut) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clients.values().forEach(Proxy::close);
  }
}
