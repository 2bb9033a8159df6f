package io.logboom.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a subscription filter of CloudWatch Logs hands over, a gzipped document of log events: the
 * records of one of our samples.
 */
final class Subscription {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Subscription() {}

  /** The payload for all records of a file. */
  static byte[] of(Path sample) throws IOException {
    var payload = MAPPER.createObjectNode();
    payload.put("messageType", "DATA_MESSAGE");
    payload.put("owner", "111122223333");
    payload.put("logGroup", "/CloudTrail/logs");
    payload.put("logStream", "111122223333_CloudTrail_us-east-1");
    payload.putArray("subscriptionFilters").add("all");
    var events = payload.putArray("logEvents");
    for (var item : MAPPER.readTree(sample).get("Records")) {
      events
          .addObject()
          .put("id", "3915" + events.size())
          .put("timestamp", 1_762_333_200_000L)
          .put("message", item.toString());
    }
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(MAPPER.writeValueAsBytes(payload));
    }
    return bytes.toByteArray();
  }

  /** Hands it over as Firehose does; gives the status of the answer. */
  static int push(byte[] payload, int port) throws IOException, InterruptedException {
    String body =
        """
        {"requestId":"watch","timestamp":0,"records":[{"data":"%s"}]}\
        """
            .formatted(Base64.getEncoder().encodeToString(payload));
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("X-Amz-Firehose-Protocol-Version", "1.0")
            .header("X-Amz-Firehose-Request-Id", "watch")
            .header("X-Amz-Firehose-Access-Key", Pusher.TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
