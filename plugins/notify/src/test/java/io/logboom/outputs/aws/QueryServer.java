package io.logboom.outputs.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Answers requests of AWS's query protocol as a script says. */
public final class QueryServer implements AutoCloseable {
  /** What becomes of a request. */
  public sealed interface Reply {
    /** It is answered. */
    record Xml(int status, String body) implements Reply {}

    /** The connection is closed. */
    record HangUp() implements Reply {}

    /** There is no answer, as long as the server lives. */
    record Silence() implements Reply {}
  }

  /** Says what becomes of a request, by its parameters. */
  @FunctionalInterface
  public interface Script {
    Reply of(Map<String, String> parameters);
  }

  private final HttpServer server;
  private final Script script;
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  public QueryServer(Script script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var parameters = new TreeMap<String, String>();
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (var pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    asked.add(parameters);
    switch (script.of(parameters)) {
      case Reply.Xml(var status, var body) -> {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
      }
      case Reply.HangUp() -> exchange.close();
      case Reply.Silence() -> {
        try {
          end.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** An answer that is an error of AWS. */
  public static Reply error(int status, String code, String message) {
    return new Reply.Xml(
        status,
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message));
  }

  /** An answer that is right. */
  public static Reply result(String action, String body) {
    return new Reply.Xml(
        200, "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, body));
  }

  /** The requests there were. */
  public List<Map<String, String>> asked() {
    return asked;
  }

  /** The options that have an output ask here. */
  public String options() {
    return """
    endpoint = "http://127.0.0.1:%d"
    credentials { from = static, access-key-id = AKIAIOSFODNN7EXAMPLE, secret-access-key = k }
    """
        .formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
