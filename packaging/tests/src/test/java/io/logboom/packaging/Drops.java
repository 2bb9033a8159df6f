package io.logboom.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Records for a stream, each event in them with an id of its own: a third plain ones, a third
 * aggregates of the Kinesis Producer Library (aggregation-format.md), a third payloads of a
 * subscription filter of CloudWatch Logs with a control message now and then.
 *
 * @param records how many
 */
record Drops(int records) {
  private static final int PARTS = 3;
  private static final int CONTROL_EVERY = 300;

  /** The ids of all events. */
  Set<String> ids() {
    return IntStream.range(0, records)
        .boxed()
        .flatMap(record -> ids(record).stream())
        .collect(Collectors.toSet());
  }

  private static List<String> ids(int record) {
    return IntStream.range(0, record % 3 == 0 ? 1 : PARTS)
        .mapToObj(part -> "%08d-%d".formatted(record, part))
        .toList();
  }

  /** The bytes of one record. */
  byte[] record(int record) {
    List<String> texts =
        ids(record).stream()
            .map(id -> "{\"EVENTID\":\"" + id + "\",\"text\":\"" + "x".repeat(200) + "\"}")
            .toList();
    return switch (record % 3) {
      case 0 -> texts.getFirst().getBytes(StandardCharsets.UTF_8);
      case 1 -> aggregate(texts);
      default -> gzip(payload(texts) + (record % CONTROL_EVERY == 2 ? control() : ""));
    };
  }

  private static byte[] aggregate(List<String> texts) {
    var message = new ByteArrayOutputStream();
    field(message, 1, "key".getBytes(StandardCharsets.UTF_8));
    for (String text : texts) {
      var record = new ByteArrayOutputStream();
      record.write(1 << 3);
      record.write(0);
      field(record, 3, text.getBytes(StandardCharsets.UTF_8));
      field(message, 3, record.toByteArray());
    }
    var aggregate = new ByteArrayOutputStream();
    aggregate.writeBytes(ByteBuffer.allocate(4).putInt(0xF3899AC2).array());
    aggregate.writeBytes(message.toByteArray());
    aggregate.writeBytes(md5(message.toByteArray()));
    return aggregate.toByteArray();
  }

  private static void field(ByteArrayOutputStream to, int number, byte[] content) {
    to.write((number << 3) | 2);
    int length = content.length;
    for (; length >= 0x80; length >>>= 7) {
      to.write((length & 0x7F) | 0x80);
    }
    to.write(length);
    to.writeBytes(content);
  }

  private static String payload(List<String> texts) {
    var logEvents = new ArrayList<String>();
    for (String text : texts) {
      logEvents.add(
          "{\"id\":\"1\",\"timestamp\":1762351200000,\"message\":\""
              + text.replace("\"", "\\\"")
              + "\"}");
    }
    return """
    {"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"trail","logStream":"s",\
    "subscriptionFilters":["all"],"logEvents":[%s]}\
    """
        .formatted(String.join(",", logEvents));
  }

  private static String control() {
    return """
    {"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"",\
    "subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1762351200000,\
    "message":"CWL CONTROL MESSAGE: Checking health of destination Kinesis stream."}]}\
    """;
  }

  private static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] md5(byte[] message) {
    try {
      return MessageDigest.getInstance("MD5").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
