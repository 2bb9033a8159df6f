package io.logboom.secops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Google SecOps of our own: both APIs, a token endpoint and a metadata server on one port of this
 * machine. Takes a request as a whole or refuses it, within the published limits. Safe for use by
 * many threads.
 */
public final class SecopsServer implements AutoCloseable {
  public static final String PROJECT = "example-project";
  public static final String REGION = "us";
  public static final String INSTANCE = "01234567-89ab-4cde-8f01-23456789abcd";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What goes wrong with a request. */
  public enum Fault {
    NONE,
    /** 429 with Retry-After: 1. */
    THROTTLED,
    /** 503. */
    UNAVAILABLE,
    /** The connection ends without an answer, nothing taken. */
    BROKEN_OFF,
    /** Taken, but the connection ends without an answer. */
    TAKEN_BUT_BROKEN_OFF,
    /** The answer takes a quarter of a second. */
    SLOW,
    /** No answer as long as the server lives. */
    SILENT,
    /** 200, but from somebody in between. */
    FORGED
  }

  /** How it says which item is at fault. */
  public enum Naming {
    /** By its place in the request. */
    INDEX,
    /** By its id alone. */
    ID,
    /** By a place where another one is. */
    LIE,
    /** Not at all. */
    NOT
  }

  /**
   * A request and the answer to it.
   *
   * @param status 0 for none
   * @param digest of the body
   */
  public record Asked(String path, int bytes, int items, int status, String digest, String body) {}

  private final HttpServer server;
  private final TokenDesk tokens;
  private final Inspector inspector;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Stored> stored = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private int requests;
  private volatile IntFunction<Fault> faults = _ -> Fault.NONE;
  private volatile Predicate<Stored> bad = _ -> false;
  private volatile Naming naming = Naming.INDEX;
  private volatile int tokenStatus = 200;
  private volatile int refusal;
  private volatile boolean keepBodies = true;

  private SecopsServer(HttpServer server) {
    this.server = server;
    tokens = new TokenDesk(address() + "/token");
    inspector =
        new Inspector(
            "projects/%s/locations/%s/instances/%s".formatted(PROJECT, REGION, INSTANCE), INSTANCE);
    server.createContext("/token", exchange -> answer(exchange, this::token));
    server.createContext("/computeMetadata/", exchange -> answer(exchange, this::metadata));
    server.createContext("/v1beta/", exchange -> api(exchange, true));
    server.createContext("/v2/", exchange -> api(exchange, false));
    server.setExecutor(threads);
    server.start();
  }

  public static SecopsServer start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new SecopsServer(HttpServer.create(address, 0));
  }

  /** Scheme, host and port. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Writes the key of a service account that is let in. */
  public Path writeKey(Path file) {
    return tokens.write(file);
  }

  /** The fields of that key. */
  public Map<String, String> keyFields() {
    return tokens.keyFields();
  }

  /** What goes wrong, by the request's number from 1. */
  public void faults(IntFunction<Fault> script) {
    faults = script;
  }

  /** Which items it refuses besides invalid ones, and how it names any. */
  public void refuse(Predicate<Stored> which, Naming how) {
    bad = which;
    naming = how;
  }

  /** Refuses all requests with this status; 0 for none. */
  public void refuseAll(int status) {
    refusal = status;
  }

  /** What the token endpoint answers. */
  public void tokenStatus(int status) {
    tokenStatus = status;
  }

  /** How long tokens last from now on. */
  public void tokensLast(int seconds) {
    tokens.last(seconds);
  }

  /** No token given so far is good any more. */
  public void revokeTokens() {
    tokens.forgetAll();
  }

  public int tokensGiven() {
    return tokens.given();
  }

  /** Keeps no bodies, neither requests' nor events': for many. */
  public void forgetBodies() {
    keepBodies = false;
  }

  /** The requests that it was asked, save for tokens. */
  public List<Asked> asked() {
    return asked;
  }

  /** What it took, the same again as often as it came. */
  public List<Stored> stored() {
    synchronized (stored) {
      return List.copyOf(stored);
    }
  }

  private record Reply(int status, String body) {}

  private interface Answerer {
    Reply to(HttpExchange exchange, byte[] body) throws Violation;
  }

  private static void answer(HttpExchange exchange, Answerer answerer) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Reply reply;
      try {
        reply = answerer.to(exchange, body);
      } catch (Violation e) {
        reply =
            new Reply(
                e.status(),
                JSON.writeValueAsString(
                    Map.of("error", "invalid_grant", "error_description", e.getMessage())));
      }
      send(exchange, reply);
    }
  }

  private Reply token(HttpExchange exchange, byte[] body) throws Violation {
    return tokenStatus == 200
        ? new Reply(200, tokens.grant(new String(body, StandardCharsets.US_ASCII)))
        : new Reply(tokenStatus, "{\"error\":\"temporarily_unavailable\"}");
  }

  /** The identity of a machine at Google. */
  private Reply metadata(HttpExchange exchange, byte[] body) throws Violation {
    if (!"Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))) {
      throw new Violation(403, "", "Metadata-Flavor");
    }
    exchange.getResponseHeaders().set("Metadata-Flavor", "Google");
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/token")) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      return new Reply(200, tokens.give(query.replaceFirst(".*scopes=", "")));
    }
    return new Reply(path.endsWith("/universe-domain") ? 404 : 200, "");
  }

  private void api(HttpExchange exchange, boolean chronicle) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      int number;
      synchronized (this) {
        number = ++requests;
      }
      Fault fault = faults.apply(number);
      Reply reply = new Reply(0, "");
      int items = 0;
      switch (fault) {
        case THROTTLED -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          reply = new Reply(429, Errors.of(429, "RESOURCE_EXHAUSTED", "Quota exceeded.", ""));
        }
        case UNAVAILABLE ->
            reply = new Reply(503, Errors.of(503, "UNAVAILABLE", "Try again later.", ""));
        case FORGED -> reply = new Reply(200, "<html>Please sign in to the guest network</html>");
        case BROKEN_OFF -> {}
        case SILENT -> await(Long.MAX_VALUE);
        case NONE, TAKEN_BUT_BROKEN_OFF, SLOW -> {
          if (fault == Fault.SLOW) {
            await(250);
          }
          try {
            items = take(exchange, path, body, chronicle);
            reply =
                new Reply(
                    200,
                    path.endsWith("ogTypes") || path.endsWith("logtypes")
                        ? "{\"logTypes\":[]}"
                        : "{}");
          } catch (Violation e) {
            reply = new Reply(e.status(), Errors.of(e, naming));
          }
          if (fault == Fault.TAKEN_BUT_BROKEN_OFF) {
            reply = new Reply(0, "");
          }
        }
      }
      asked.add(
          new Asked(
              path,
              body.length,
              items,
              reply.status(),
              digest(body),
              keepBodies ? new String(body, StandardCharsets.UTF_8) : ""));
      send(exchange, reply);
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.status() != 0) {
      byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
      if (text.length > 0) {
        exchange.getResponseBody().write(text);
      }
    }
  }

  private void await(long millis) {
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int take(HttpExchange exchange, String path, byte[] body, boolean chronicle)
      throws Violation {
    String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String scope =
        "https://www.googleapis.com/auth/" + (chronicle ? "cloud-platform" : "malachite-ingestion");
    if (!tokens.knows(authorization, scope)) {
      throw new Violation(401, "", "Request had invalid authentication credentials.");
    }
    if (refusal != 0) {
      throw new Violation(refusal, "", "Refused, whatever it is; token " + authorization);
    }
    if (exchange.getRequestMethod().equals("GET")) {
      return 0;
    }
    var items = chronicle ? inspector.chronicle(path, body) : inspector.ingestion(path, body);
    for (int i = 0; i < items.size(); i++) {
      if (bad.test(items.get(i))) {
        String place = (chronicle ? "inline_source." : "") + items.get(i).kind() + "[" + i + "]";
        throw new Violation(400, place, "id \"" + items.get(i).id() + "\" is not to our liking");
      }
    }
    synchronized (stored) {
      // The older API passes over what it has had.
      if (chronicle || taken.add(digest(body))) {
        items.stream()
            .map(item -> keepBodies ? item : new Stored(item.kind(), item.logType(), item.id(), ""))
            .forEach(stored::add);
      }
    }
    return items.size();
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
