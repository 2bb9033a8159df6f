package io.logboom.packaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A SIEM's end: takes rows by POST and counts them by their EVENTID. A faulty one misbehaves at a
 * third of the requests, in all the ways there are, by a seed. Behind a {@link Proxy}, because a
 * real reset needs a socket.
 */
final class Receiver implements AutoCloseable {
  /** About so many are kept whole. */
  private static final int MOST_BODIES = 20;

  private static final Pattern ID = Pattern.compile("\"EVENTID\":\"([^\"]*)\"");

  /** What happens to a request. */
  enum Answer {
    TAKE,
    /** 503, nothing taken. */
    UNAVAILABLE,
    /** 429 with Retry-After: 1, nothing taken. */
    TOO_MANY,
    /** No answer until the sender gives up. */
    HANG,
    /** The connection is reset, nothing taken. */
    RESET,
    /** The rows are taken, but the connection is reset before the answer: they come again. */
    TAKE_AND_RESET
  }

  private final HttpServer server;
  private final Proxy proxy;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Random random;
  private final boolean faulty;
  private final Map<String, AtomicInteger> rows = new ConcurrentHashMap<>();
  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private final Map<Answer, AtomicInteger> answers = new ConcurrentHashMap<>();

  private Receiver(boolean faulty, long seed) throws IOException {
    this.faulty = faulty;
    this.random = new Random(seed);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    proxy = Proxy.to(server.getAddress());
  }

  /** One that takes everything. */
  static Receiver reliable() throws IOException {
    return new Receiver(false, 0);
  }

  /** One that misbehaves at a third of the requests. */
  static Receiver faulty(long seed) throws IOException {
    return new Receiver(true, seed);
  }

  URI endpoint() {
    return proxy.endpoint().resolve("/rows");
  }

  /** How many rows have come, the same one again included. */
  int received() {
    return rows.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** How many different rows have come. */
  int unique() {
    return rows.size();
  }

  /** Which of these have not come. */
  Set<String> missing(Set<String> expected) {
    var missing = new HashSet<>(expected);
    missing.removeAll(rows.keySet());
    return missing;
  }

  /** What has been answered how often. */
  Map<Answer, AtomicInteger> answers() {
    return answers;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = read(exchange);
      Answer answer = next();
      answers.computeIfAbsent(answer, _ -> new AtomicInteger()).incrementAndGet();
      switch (answer) {
        case TAKE -> {
          take(body);
          exchange.sendResponseHeaders(200, -1);
        }
        case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
        case TOO_MANY -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          exchange.sendResponseHeaders(429, -1);
        }
        case HANG -> hang();
        case RESET -> proxy.reset(exchange.getRemoteAddress());
        case TAKE_AND_RESET -> {
          take(body);
          proxy.reset(exchange.getRemoteAddress());
        }
      }
    }
  }

  private static String read(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream raw = exchange.getRequestBody();
    try (InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private synchronized Answer next() {
    if (!faulty || random.nextInt(3) != 0) {
      return Answer.TAKE;
    }
    Answer[] faults = Answer.values();
    return faults[1 + random.nextInt(faults.length - 1)];
  }

  /** The bodies of the first requests that were taken. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void take(String body) {
    if (bodies.size() < MOST_BODIES) {
      bodies.add(body);
    }
    Matcher ids = ID.matcher(body);
    while (ids.find()) {
      rows.computeIfAbsent(ids.group(1), _ -> new AtomicInteger()).incrementAndGet();
    }
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    proxy.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
