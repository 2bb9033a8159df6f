package io.logboom.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole job as most would write it: GZIPInputStream, a Jackson tree per record, a new tree for
 * the row, printed. As many threads as the agent uses. {@code JacksonTree OUT FILE...}
 */
public final class JacksonTree {
  /** A name that is there twice is an error here as it is with the filter. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();
  private static final Map<String, String> IDENTITY = new LinkedHashMap<>();

  static {
    COLUMNS.put("awsRegion", "AWSREGION");
    COLUMNS.put("eventCategory", "EVENTCATEGORY");
    COLUMNS.put("eventID", "EVENTID");
    COLUMNS.put("eventName", "EVENTNAME");
    COLUMNS.put("eventType", "EVENTTYPE");
    COLUMNS.put("recipientAccountId", "RECIPIENTACCOUNTID");
    COLUMNS.put("requestID", "REQUESTID");
    COLUMNS.put("requestParameters", "REQUESTPARAMETERS");
    COLUMNS.put("responseElements", "RESPONSEELEMENTS");
    COLUMNS.put("sourceIPAddress", "SRCADDR");
    COLUMNS.put("userAgent", "USERAGENT");
    IDENTITY.put("accessKeyId", "USERACCESSKEYID");
    IDENTITY.put("accountId", "USERAID");
    IDENTITY.put("arn", "USERARN");
    IDENTITY.put("userName", "USERNAME");
    IDENTITY.put("principalId", "USERPID");
    IDENTITY.put("type", "USERTYPE");
  }

  private JacksonTree() {}

  /** Runs the job. */
  public static void main(String[] args) throws Exception {
    var files = new ConcurrentLinkedQueue<>(Arrays.stream(args).skip(1).map(Path::of).toList());
    int threads = Runtime.getRuntime().availableProcessors();
    try (var out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 20);
        var pool = Executors.newFixedThreadPool(threads)) {
      var workers = new Future<?>[threads];
      Arrays.setAll(workers, _ -> pool.submit(() -> drain(files, out)));
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
  }

  private static void drain(ConcurrentLinkedQueue<Path> files, OutputStream out) {
    for (Path file = files.poll(); file != null; file = files.poll()) {
      try (var in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
          JsonParser parser = MAPPER.createParser(in)) {
        while (parser.nextToken() != JsonToken.START_ARRAY) {
          // the object around the array, and its name
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          JsonNode row = row((ObjectNode) parser.<JsonNode>readValueAsTree());
          byte[] line = (MAPPER.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8);
          synchronized (out) {
            out.write(line);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static ObjectNode row(ObjectNode event) {
    ObjectNode row = MAPPER.createObjectNode();
    String time = event.path("eventTime").asString("");
    row.put("DATE", time.substring(0, 10));
    row.put("TIME", time.substring(11, 19));
    row.put("SYSTEM", event.path("eventSource").asString(""));
    row.put("TABLE", "AWSCloudTrailLog");
    row.put("COLLECTIONDATETIME", "2026-11-21T00:00:00Z");
    row.put("CWLDATETIME", "");
    row.put("DATETIME", time);
    event.remove("eventTime");
    event.remove("eventSource");
    COLUMNS.forEach((field, column) -> row.put(column, text(event.remove(field))));
    if (event.get("userIdentity") instanceof ObjectNode identity) {
      IDENTITY.forEach((field, column) -> row.put(column, text(identity.remove(field))));
      if (identity.isEmpty()) {
        event.remove("userIdentity");
      }
    }
    row.put("SNAREDATAMAP", MAPPER.writeValueAsString(event));
    return row;
  }

  private static String text(JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isString() ? value.asString() : MAPPER.writeValueAsString(value);
  }
}
