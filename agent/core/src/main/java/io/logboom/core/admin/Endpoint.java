package io.logboom.core.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.logboom.core.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests. Safe for use by many threads. */
final class Endpoint implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  private static final String JSON = "application/json; charset=utf-8";

  private final Gate gate;
  private final Watched agent;

  Endpoint(Gate gate, Watched agent) {
    this.gate = gate;
    this.agent = agent;
  }

  /** An answer, whole. */
  private record Answer(int status, String type, ByteArrayOutputStream body) {
    static Answer json(int status, JsonText text) {
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
      return new Answer(status, JSON, bytes);
    }

    static Answer error(int status, String message) {
      return json(status, new JsonText().open('{').name("error").value(message).close('}'));
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (RuntimeException e) {
        LOG.error("admin: {}", exchange.getRequestURI().getPath(), e);
        answer = Answer.error(500, "a fault of the agent; its log tells more");
      }
      send(exchange, answer);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    if (!gate.meansUs(headers)) {
      return Answer.error(421, "this is not the host asked for: ask for localhost or 127.0.0.1");
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      if (!gate.hasToken(headers)) {
        return unauthorized(exchange);
      }
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.error(405, "there is nothing here but to be read");
    }
    boolean trusted = gate.mayRead(headers);
    return switch (exchange.getRequestURI().getPath()) {
      case "/health/live" -> live(trusted);
      case "/health/ready" -> ready(trusted);
      case "/status" ->
          trusted ? Answer.json(200, StatusJson.of(agent.read())) : unauthorized(exchange);
      case "/metrics" -> trusted ? metrics(headers.getFirst("Accept")) : unauthorized(exchange);
      default -> Answer.error(404, "there are /health/live, /health/ready, /metrics and /status");
    };
  }

  private static Answer unauthorized(HttpExchange exchange) {
    exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"logboom\"");
    return Answer.error(401, "the token of admin.token has to be shown: Authorization: Bearer ...");
  }

  private Answer live(boolean trusted) {
    var stuck = agent.stuck();
    var text = new JsonText().open('{').name("status").value(stuck.isEmpty() ? "alive" : "stuck");
    if (trusted && !stuck.isEmpty()) {
      text.name("reasons").open('[');
      stuck.forEach(text::value);
      text.close(']');
    }
    return Answer.json(stuck.isEmpty() ? 200 : 503, text.close('}'));
  }

  private Answer ready(boolean trusted) {
    var health = agent.health();
    boolean ready = health.ready();
    var text = new JsonText().open('{').name("status").value(StatusJson.word(health));
    if (trusted) {
      StatusJson.reasons(text.name("reasons"), health);
    }
    return Answer.json(ready ? 200 : 503, text.close('}'));
  }

  private Answer metrics(@Nullable String accept) throws IOException {
    var format = Exposition.asked(accept == null ? "" : accept);
    var bytes = new ByteArrayOutputStream(32 << 10);
    Exposition.write(agent.read(), format, bytes);
    return new Answer(200, format.type(), bytes);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(answer.body().size()));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), answer.body().size());
    answer.body().writeTo(exchange.getResponseBody());
  }
}
