package io.logboom.inputs.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * S3's GetObject, with faults on cue, which the real servers of the end-to-end tests do not offer:
 * bodies that break off, errors, objects that change. Safe for use by many threads.
 */
final class FakeS3 {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

  private final Map<String, Stored> objects = new HashMap<>();
  private final Map<String, Deque<Act>> acts = new HashMap<>();
  private int puts;
  private final List<Asked> asked = new ArrayList<>();

  /** A request that came. */
  record Asked(
      String path,
      Optional<String> range,
      Optional<String> ifMatch,
      Optional<String> version,
      String authorization) {}

  /** The text is in ISO 8859-1: a character a byte. */
  private record Stored(String text, String etag) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** What the next request for an object gets instead of the object. */
  sealed interface Act {
    /** So many bytes, then the connection ends. */
    record CutAfter(int bytes) implements Act {}

    /** The whole object, whatever range was asked for. */
    record IgnoreRange() implements Act {}

    /** An error. */
    record Refuse(int status, String code, String message, Map<String, String> headers)
        implements Act {}

    /** The object, with these headers too. */
    record With(Map<String, String> headers) implements Act {}

    /** The object, after the latch opened; so many bytes come before. */
    record Hold(int bytes, CountDownLatch until) implements Act {}
  }

  /** Stores an object; over another one, its ETag changes. */
  synchronized void put(String bucket, String key, byte[] bytes) {
    objects.put(
        bucket + "/" + key,
        new Stored(new String(bytes, StandardCharsets.ISO_8859_1), "\"etag-" + ++puts + "\""));
  }

  synchronized void delete(String bucket, String key) {
    objects.remove(bucket + "/" + key);
  }

  /** Has the next requests for an object go so, one after the other. */
  synchronized void plan(String bucket, String key, Act... planned) {
    acts.computeIfAbsent(bucket + "/" + key, _ -> new ArrayDeque<>()).addAll(List.of(planned));
  }

  /** Has the next requests for a bucket itself go so. */
  synchronized void planBucket(String bucket, Act... planned) {
    acts.computeIfAbsent(bucket, _ -> new ArrayDeque<>()).addAll(List.of(planned));
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    var range = header(exchange, "Range");
    var ifMatch = header(exchange, "If-Match");
    String query = exchange.getRequestURI().getQuery();
    var version =
        Optional.ofNullable(query)
            .filter(text -> text.startsWith("versionId="))
            .map(text -> text.substring("versionId=".length()));
    Act act;
    Stored object;
    synchronized (this) {
      asked.add(
          new Asked(path, range, ifMatch, version, header(exchange, "Authorization").orElse("")));
      var planned = acts.get(path);
      act = planned == null || planned.isEmpty() ? new Act.With(Map.of()) : planned.poll();
      object = objects.get(path);
    }
    if (act instanceof Act.Refuse refuse) {
      refuse(exchange, refuse);
    } else if (object == null) {
      refuse(exchange, new Act.Refuse(404, "NoSuchKey", "The key does not exist.", Map.of()));
    } else if (ifMatch.isPresent() && !ifMatch.get().equals(object.etag())) {
      refuse(exchange, new Act.Refuse(412, "PreconditionFailed", "It changed.", Map.of()));
    } else {
      give(exchange, object, act instanceof Act.IgnoreRange ? Optional.empty() : range, act);
    }
  }

  private static void give(HttpExchange exchange, Stored object, Optional<String> range, Act act)
      throws IOException {
    int from = range.map(FakeS3::start).orElse(0);
    int length = object.bytes().length - from;
    var headers = exchange.getResponseHeaders();
    headers.add("ETag", object.etag());
    if (range.isPresent()) {
      int all = object.bytes().length;
      headers.add("Content-Range", "bytes " + from + "-" + (all - 1) + "/" + all);
    }
    if (act instanceof Act.With(Map<String, String> more)) {
      more.forEach(headers::add);
    }
    exchange.sendResponseHeaders(range.isPresent() ? 206 : 200, length == 0 ? -1 : length);
    int first =
        switch (act) {
          case Act.CutAfter(int bytes) -> Math.min(bytes, length);
          case Act.Hold(int bytes, _) -> Math.min(bytes, length);
          case Act.IgnoreRange _, Act.Refuse _, Act.With _ -> length;
        };
    exchange.getResponseBody().write(object.bytes(), from, first);
    exchange.getResponseBody().flush();
    if (act instanceof Act.Hold(_, CountDownLatch until)) {
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      exchange.getResponseBody().write(object.bytes(), from + first, length - first);
    }
    // With bytes missing this ends the connection.
    exchange.close();
  }

  private static int start(String range) {
    var matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(range);
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static void refuse(HttpExchange exchange, Act.Refuse refuse) throws IOException {
    byte[] body =
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
                + refuse.code()
                + "</Code><Message>"
                + refuse.message()
                + "</Message></Error>")
            .getBytes(StandardCharsets.UTF_8);
    refuse.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(refuse.status(), head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
