package io.logboom.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Somebody who pushes events to the agent and sends each request again until it is answered with
 * 200; by then the receiver must have its events.
 */
final class Pusher implements AutoCloseable {

  /** What the agent asks for. */
  static final String TOKEN = "letmein";

  /** How requests look. */
  enum Way {
    /** NDJSON, compressed. */
    PLAIN,
    /** Records of Firehose. */
    FIREHOSE
  }

  private final String name;
  private final URI endpoint;
  private final Way way;
  private final int requests;
  private final int events;
  private final UnaryOperator<Set<String>> missing;
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Thread thread;

  /**
   * @param missing which of some events have not arrived
   */
  private Pusher(
      String name,
      int port,
      Way way,
      int requests,
      int events,
      UnaryOperator<Set<String>> missing) {
    this.name = name;
    this.endpoint = URI.create("http://127.0.0.1:" + port + "/" + name);
    this.way = way;
    this.requests = requests;
    this.events = events;
    this.missing = missing;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  static Pusher start(String name, int port, Way way, int requests, int events, Receiver receiver) {
    return new Pusher(name, port, way, requests, events, receiver::missing);
  }

  /** One who does not look whether its events have arrived. */
  static Pusher start(String name, int port, Way way, int requests, int events) {
    return new Pusher(name, port, way, requests, events, _ -> Set.of());
  }

  /** A port nobody listens on. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether every request has been answered with 200. */
  boolean done() {
    return !thread.isAlive();
  }

  /** What should not have been. */
  List<String> faults() {
    return faults;
  }

  /** The ids of all events of all requests. */
  Set<String> ids() {
    var all = new HashSet<String>();
    for (int request = 0; request < requests; request++) {
      all.addAll(ids(request));
    }
    return all;
  }

  private List<String> ids(int request) {
    return IntStream.range(0, events).mapToObj(i -> name + "-" + request + "-" + i).toList();
  }

  private void run() {
    try {
      for (int request = 0; request < requests; request++) {
        var whole = request(request);
        while (!accepted(whole)) {
          if (closed.await(20, TimeUnit.MILLISECONDS)) {
            return;
          }
        }
        var lost = missing.apply(new HashSet<>(ids(request)));
        if (!lost.isEmpty()) {
          faults.add("answered with 200, but not there: " + lost);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accepted(HttpRequest request) throws InterruptedException {
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200 && status != 503) {
        faults.add(name + " was answered with " + status);
      }
      return status == 200;
    } catch (IOException e) {
      return false; // killed, or not there yet: once more
    }
  }

  private HttpRequest request(int number) {
    var texts = ids(number).stream().map(id -> "{\"EVENTID\":\"" + id + "\"}").toList();
    var request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(30));
    return switch (way) {
      case PLAIN ->
          request
              .header("Authorization", "Bearer " + TOKEN)
              .header("Content-Encoding", "gzip")
              .POST(BodyPublishers.ofByteArray(gzip(String.join("\n", texts))))
              .build();
      case FIREHOSE ->
          request
              .header("X-Amz-Firehose-Protocol-Version", "1.0")
              .header("X-Amz-Firehose-Request-Id", name + "-" + number)
              .header("X-Amz-Firehose-Access-Key", TOKEN)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(records(name + "-" + number, texts)))
              .build();
    };
  }

  private static String records(String requestId, List<String> texts) {
    return texts.stream()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> "{\"data\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}")
        .collect(
            Collectors.joining(
                ",", "{\"requestId\":\"" + requestId + "\",\"timestamp\":0,\"records\":[", "]}"));
  }

  private static byte[] gzip(String text) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    client.shutdownNow();
  }
}
