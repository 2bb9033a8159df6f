package io.logboom.outputs.secops;

import io.logboom.outputs.net.Endpoint;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Chronicle API (docs.cloud.google.com/chronicle/docs/reference/ingestion-methods): {@code
 * events:import}, {@code entities:import}, {@code logs:import}, proto JSON.
 */
final class ChronicleApi implements Dialect {
  private final SecopsOutputConfig config;
  private final String parent;
  private final String base;
  private final int most;
  private final byte[] logTail;
  private final Map<String, Call> entityCalls = new ConcurrentHashMap<>();
  private final Map<String, Call> logCalls = new ConcurrentHashMap<>();
  private final Call events;

  ChronicleApi(SecopsOutputConfig config) {
    this.config = config;
    this.parent =
        "projects/%s/locations/%s/instances/%s"
            .formatted(config.project().orElseThrow(), config.region(), config.instance());
    String host =
        config
            .endpoint()
            .map(Endpoint::toString)
            .orElse("https://" + config.region() + "-chronicle.googleapis.com");
    this.base = host + "/" + config.version() + "/" + parent;
    this.most = (int) Math.min(config.maxRequestBytes().bytes(), SecopsOutputConfig.MOST_BYTES);
    this.logTail = logTail(config);
    this.events = call(Kind.EVENT, "/events:import", "{\"udm\":", "}", "]}}");
  }

  /** What every log ends with: namespace and labels. */
  private static byte[] logTail(SecopsOutputConfig config) {
    var out = new Bytes(byte[]::new).begin();
    config.namespace().ifPresent(name -> out.put(",\"environmentNamespace\":").putJson(name));
    var labels = Marks.withFeed(config);
    if (!labels.isEmpty()) {
      out.put(",\"labels\":{");
      boolean[] later = new boolean[1];
      labels.forEach(
          (key, value) -> {
            out.put(later[0] ? "," : "").putJson(key).put(":{\"value\":").putJson(value).put('}');
            later[0] = true;
          });
      out.put('}');
    }
    return out.put('}').toByteArray();
  }

  @Override
  public Call call(Kind kind, String logType) {
    return switch (kind) {
      case EVENT -> events;
      case ENTITY ->
          entityCalls.computeIfAbsent(
              logType,
              type -> call(kind, "/entities:import", "", "", "],\"logType\":\"" + type + "\"}}"));
      case LOG ->
          logCalls.computeIfAbsent(
              logType,
              type -> call(kind, "/logTypes/" + type + "/logs:import", "", "", "]" + forwarder()));
    };
  }

  private String forwarder() {
    return config
        .forwarder()
        .map(name -> ",\"forwarder\":\"" + parent + "/forwarders/" + name + "\"}}")
        .orElse("}}");
  }

  private Call call(Kind kind, String path, String itemHead, String itemTail, String tail) {
    return new Call(
        URI.create(base + path),
        new Call.Around("{\"inlineSource\":{\"" + kind.word() + "\":[", itemHead, itemTail, tail),
        most,
        "the permission chronicle." + kind.word() + ".import");
  }

  /**
   * In Base64, with the time it was written and the time it was collected, which is not earlier.
   */
  @Override
  public void writeLog(Event event, Bytes out) throws Unsendable {
    if (event.length() == 0) {
      throw new Unsendable("empty");
    }
    Instant written = Moments.of(event);
    Instant received = event.origin().receivedAt();
    Instant collected = received.isBefore(written) ? written : received;
    int end = event.offset() + event.length();
    var bytes = Arrays.copyOfRange(event.array(), event.offset(), end);
    out.put("{\"data\":\"").put(Base64.getEncoder().encode(bytes));
    out.put("\",\"logEntryTime\":\"").put(written.toString());
    out.put("\",\"collectionTime\":\"").put(collected.toString()).put('"').put(logTail);
  }

  @Override
  public URI check() {
    return URI.create(base + "/logTypes?pageSize=1");
  }

  @Override
  public String checkPermission() {
    return "the permission chronicle.logTypes.list";
  }

  @Override
  public String scope() {
    return "https://www.googleapis.com/auth/cloud-platform";
  }

  @Override
  public String place() {
    return parent;
  }
}
