package io.logboom.inputs.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * SQS as far as the input uses it (AWS JSON protocol 1.0), with faults on cue, which the real
 * servers of the end-to-end tests do not offer. Safe for use by many threads.
 */
final class FakeSqs {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, List<Entry>> queues = new HashMap<>();
  private final Map<String, Queue<Fault>> faults = new HashMap<>();
  private final Map<String, Queue<Fault>> entryFaults = new HashMap<>();
  private final Map<String, Integer> calls = new TreeMap<>();
  private final List<Integer> visibilities = new ArrayList<>();
  private final Map<String, String> queueAttributes = new HashMap<>();

  /** An answer that is an error. */
  record Fault(int status, String code, boolean ours) {}

  /** A message as another reader finds it. */
  record Found(String body, Map<String, String> attributes) {}

  private static final class Entry {
    final String id = UUID.randomUUID().toString();
    final String body;
    final Map<String, String> attributes;
    int receives;
    long hiddenUntil = System.nanoTime();
    String handle = "";

    Entry(String body, Map<String, String> attributes) {
      this.body = body;
      this.attributes = attributes;
    }
  }

  /** Sends a message. */
  synchronized void send(String queue, String body) {
    entries(queue).add(new Entry(body, Map.of()));
    notifyAll();
  }

  /** What is in a queue, hidden or not. */
  synchronized List<Found> messages(String queue) {
    return entries(queue).stream().map(entry -> new Found(entry.body, entry.attributes)).toList();
  }

  /** How often messages of a queue were received. */
  synchronized int receives(String queue) {
    return entries(queue).stream().mapToInt(entry -> entry.receives).sum();
  }

  /** How many messages of a queue could be received now. */
  synchronized long visible(String queue) {
    return entries(queue).stream().filter(FakeSqs::seen).count();
  }

  /** Has the next requests of an action answered so. */
  synchronized void fail(String action, int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      faults.computeIfAbsent(action, _ -> new ArrayDeque<>()).add(fault);
    }
  }

  /** Has the next entries of batches of an action answered so. */
  synchronized void failEntries(String action, int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      entryFaults.computeIfAbsent(action, _ -> new ArrayDeque<>()).add(fault);
    }
  }

  /** How many requests of an action there were. */
  synchronized int calls(String action) {
    return calls.getOrDefault(action, 0);
  }

  /** All visibility timeouts that were asked for, in order; those of receives too. */
  synchronized List<Integer> visibilities() {
    return List.copyOf(visibilities);
  }

  /** Gives all queues an attribute. */
  synchronized void attribute(String name, String value) {
    queueAttributes.put(name, value);
  }

  void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String action = target.substring(target.indexOf('.') + 1);
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    Fault fault;
    synchronized (this) {
      calls.merge(action, 1, Integer::sum);
      var planned = faults.get(action);
      fault = planned == null ? null : planned.poll();
    }
    if (fault != null) {
      var error = JSON.createObjectNode();
      error.put("__type", "com.amazonaws.sqs#" + fault.code());
      error.put("message", "on cue");
      reply(exchange, fault.status(), error);
      return;
    }
    String url = request.get("QueueUrl").asString();
    String queue = url.substring(url.lastIndexOf('/') + 1);
    ObjectNode response =
        switch (action) {
          case "ReceiveMessage" -> receive(queue, request);
          case "DeleteMessageBatch" ->
              batch(action, queue, request, (entry, _) -> remove(queue, entry));
          case "ChangeMessageVisibilityBatch" -> batch(action, queue, request, this::hide);
          case "SendMessage" -> sent(queue, request);
          case "GetQueueAttributes" -> attributes();
          default -> throw new IllegalArgumentException(action);
        };
    reply(exchange, 200, response);
  }

  private synchronized ObjectNode receive(String queue, JsonNode request) {
    long deadline = System.nanoTime() + POLL.toNanos();
    int timeout = request.get("VisibilityTimeout").asInt();
    visibilities.add(timeout);
    var response = JSON.createObjectNode();
    while (true) {
      var found =
          entries(queue).stream()
              .filter(FakeSqs::seen)
              .limit(request.get("MaxNumberOfMessages").asInt())
              .toList();
      if (!found.isEmpty()) {
        var messages = response.putArray("Messages");
        for (Entry entry : found) {
          entry.receives++;
          entry.handle = entry.id + "/" + entry.receives;
          entry.hiddenUntil = System.nanoTime() + timeout * 1_000_000_000L;
          var message = messages.addObject();
          message.put("MessageId", entry.id);
          message.put("ReceiptHandle", entry.handle);
          message.put("Body", entry.body);
          message.put("MD5OfBody", md5(entry.body.getBytes(StandardCharsets.UTF_8)));
          message
              .putObject("Attributes")
              .put("ApproximateReceiveCount", Integer.toString(entry.receives));
        }
        return response;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return response;
      }
      try {
        wait(Math.min(left, 20));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Does something with an entry; an error code, or "" when it went well. */
  private interface EntryAction {
    String apply(Entry entry, JsonNode request);
  }

  private synchronized ObjectNode batch(
      String action, String queue, JsonNode request, EntryAction what) {
    var response = JSON.createObjectNode();
    var successful = response.putArray("Successful");
    var failed = response.putArray("Failed");
    if (request.get("Entries").size() > 10) {
      throw new IllegalArgumentException("more than ten entries");
    }
    for (JsonNode wanted : request.get("Entries")) {
      String id = wanted.get("Id").asString();
      var planned = entryFaults.get(action);
      Fault fault = planned == null ? null : planned.poll();
      if (fault == null) {
        String handle = wanted.get("ReceiptHandle").asString();
        var entry = entries(queue).stream().filter(e -> e.handle.equals(handle)).findFirst();
        String code = entry.map(e -> what.apply(e, wanted)).orElse("ReceiptHandleIsInvalid");
        fault = code.isEmpty() ? null : new Fault(400, code, true);
      }
      if (fault == null) {
        successful.addObject().put("Id", id);
      } else {
        var error = failed.addObject();
        error.put("Id", id).put("Code", fault.code()).put("SenderFault", fault.ours());
        error.put("Message", "on cue");
      }
    }
    return response;
  }

  private String remove(String queue, Entry entry) {
    entries(queue).remove(entry);
    return "";
  }

  private String hide(Entry entry, JsonNode wanted) {
    if (seen(entry)) {
      return "MessageNotInflight";
    }
    int timeout = wanted.get("VisibilityTimeout").asInt();
    visibilities.add(timeout);
    entry.hiddenUntil = System.nanoTime() + timeout * 1_000_000_000L;
    return "";
  }

  private synchronized ObjectNode sent(String queue, JsonNode request) {
    Map<String, String> attributes = new TreeMap<>();
    for (var attribute : request.get("MessageAttributes").properties()) {
      attributes.put(attribute.getKey(), attribute.getValue().get("StringValue").asString());
    }
    String body = request.get("MessageBody").asString();
    var entry = new Entry(body, attributes);
    entries(queue).add(entry);
    var response = JSON.createObjectNode();
    response.put("MessageId", entry.id);
    response.put("MD5OfMessageBody", md5(body.getBytes(StandardCharsets.UTF_8)));
    response.put("MD5OfMessageAttributes", md5(attributes));
    return response;
  }

  private synchronized ObjectNode attributes() {
    var response = JSON.createObjectNode();
    var attributes = response.putObject("Attributes");
    attributes.put("ApproximateNumberOfMessages", "0");
    queueAttributes.forEach(attributes::put);
    return response;
  }

  private List<Entry> entries(String queue) {
    return queues.computeIfAbsent(queue, _ -> new ArrayList<>());
  }

  private static boolean seen(Entry entry) {
    return entry.hiddenUntil <= System.nanoTime();
  }

  private static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /**
   * As the SQS developer guide has it, "Calculating the MD5 message digest for message attributes".
   */
  private static String md5(Map<String, String> attributes) {
    var bytes = new java.io.ByteArrayOutputStream();
    var data = new java.io.DataOutputStream(bytes);
    try {
      for (var attribute : attributes.entrySet()) {
        for (String text : List.of(attribute.getKey(), "String")) {
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          data.writeInt(utf8.length);
          data.write(utf8);
        }
        data.writeByte(1);
        byte[] value = attribute.getValue().getBytes(StandardCharsets.UTF_8);
        data.writeInt(value.length);
        data.write(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return md5(bytes.toByteArray());
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
