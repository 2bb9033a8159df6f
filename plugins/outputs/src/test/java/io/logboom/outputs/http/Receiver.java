package io.logboom.outputs.http;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/** A real HTTP server that answers as a script says, and remembers what it was asked. */
final class Receiver implements AutoCloseable {

  /**
   * A request.
   *
   * @param connection the port it came from: the same for requests over the same connection
   * @param sent the body as it came
   */
  record Asked(String method, String path, Headers headers, int connection, List<Byte> sent) {

    String header(String name) {
      return headers.getFirst(name);
    }

    byte[] bytes() {
      var bytes = new byte[sent.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = sent.get(i);
      }
      return bytes;
    }

    /** The body without its compression. */
    String body() {
      String encoding = String.valueOf(header("Content-Encoding"));
      var in = new ByteArrayInputStream(bytes());
      try (InputStream body =
          switch (encoding) {
            case "gzip" -> new GZIPInputStream(in);
            case "zstd" -> new ZstdInputStream(in);
            default -> in;
          }) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What it answers. */
  @FunctionalInterface
  interface Script {
    Reply to(Asked request) throws InterruptedException;
  }

  /**
   * An answer.
   *
   * @param status 0: none at all, the connection is closed
   */
  record Reply(int status, String header, String value, String body) {
    static Reply of(int status) {
      return new Reply(status, "X-Nothing", "nothing", "");
    }

    static Reply of(int status, String body) {
      return new Reply(status, "X-Nothing", "nothing", body);
    }
  }

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Asked> taken = new CopyOnWriteArrayList<>();
  private volatile Script script = _ -> Reply.of(200);

  private Receiver(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  static Receiver start() throws IOException {
    return new Receiver(HttpServer.create(local(), 0));
  }

  /** Over TLS. */
  static Receiver start(SSLContext context, boolean wantsCertificate) throws IOException {
    var server = HttpsServer.create(local(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(wantsCertificate);
            parameters.setSSLParameters(ssl);
          }
        });
    return new Receiver(server);
  }

  private static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var bytes = new ArrayList<Byte>(body.length);
      for (byte b : body) {
        bytes.add(b);
      }
      var request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              exchange.getRemoteAddress().getPort(),
              bytes);
      asked.add(request);
      var reply = script.to(request);
      if (reply.status() == 200) {
        taken.add(request);
      }
      if (reply.status() != 0) {
        byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean none = text.length == 0 || request.method().equals("HEAD");
        exchange.getResponseHeaders().set(reply.header(), reply.value());
        exchange.sendResponseHeaders(reply.status(), none ? -1 : text.length);
        if (!none) {
          exchange.getResponseBody().write(text);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void script(Script next) {
    script = next;
  }

  /** Answers every request so. */
  void always(int status) {
    script(_ -> Reply.of(status));
  }

  List<Asked> asked() {
    return asked;
  }

  /** Those it answered 200. */
  List<Asked> taken() {
    return taken;
  }

  Asked last() {
    return asked.getLast();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "http://127.0.0.1:" + port() + "/in";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
