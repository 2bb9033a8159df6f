package io.logboom.outputs.secops;

import io.logboom.outputs.net.Endpoint;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The older Ingestion API (docs.cloud.google.com/chronicle/docs/reference/ingestion-api): {@code
 * udmevents}, {@code entities} and {@code unstructuredlogentries} with {@code :batchCreate}. It
 * passes over a batch that is byte for byte one it has had.
 */
final class IngestionApi implements Dialect {
  private static final String HOST = "malachiteingestion-pa.googleapis.com";

  /** Where it is, apart from {@code us}, whose host has no prefix. */
  private static final List<String> REGIONS =
      List.of(
          "africa-south1",
          "asia-northeast1",
          "asia-south1",
          "asia-southeast1",
          "asia-southeast2",
          "australia-southeast1",
          "europe",
          "europe-central2",
          "europe-west12",
          "europe-west2",
          "europe-west3",
          "europe-west6",
          "europe-west9",
          "me-central1",
          "me-central2",
          "me-west1",
          "northamerica-northeast2",
          "southamerica-east1");

  /** What {@code udmevents} and {@code unstructuredlogentries} take at most, in bytes. */
  private static final int MOST_BYTES = 1_000_000;

  private final SecopsOutputConfig config;
  private final String base;
  private final Map<String, Call> entityCalls = new ConcurrentHashMap<>();
  private final Map<String, Call> logCalls = new ConcurrentHashMap<>();
  private final Call events;

  IngestionApi(SecopsOutputConfig config) {
    this.config = config;
    this.base =
        config
                .endpoint()
                .map(Endpoint::toString)
                .orElseGet(() -> "https://" + host(config.region()))
            + "/v2/";
    this.events = call("udmevents", MOST_BYTES, head().put(",\"events\":["));
  }

  /**
   * The host of a region.
   *
   * @throws IllegalArgumentException when there is none
   */
  static String host(String region) {
    // The Chronicle API's word for the same place.
    String name = region.equals("eu") ? "europe" : region;
    if (name.equals("us")) {
      return HOST;
    }
    if (!REGIONS.contains(name)) {
      throw new IllegalArgumentException(
          "with api = ingestion, region must be us or one of " + String.join(", ", REGIONS));
    }
    return name + "-" + HOST;
  }

  private Bytes head() {
    return new Bytes(byte[]::new).begin().put("{\"customer_id\":").putJson(config.instance());
  }

  @Override
  public Call call(Kind kind, String logType) {
    return switch (kind) {
      case EVENT -> events;
      case ENTITY ->
          entityCalls.computeIfAbsent(
              logType,
              type ->
                  call(
                      "entities",
                      SecopsOutputConfig.MOST_BYTES,
                      head().put(",\"log_type\":").putJson(type).put(",\"entities\":[")));
      case LOG ->
          logCalls.computeIfAbsent(
              logType, type -> call("unstructuredlogentries", MOST_BYTES, logHead(type)));
    };
  }

  private Bytes logHead(String logType) {
    var out = head().put(",\"log_type\":").putJson(logType);
    config.namespace().ifPresent(name -> out.put(",\"namespace\":").putJson(name));
    var labels = Marks.withFeed(config);
    if (!labels.isEmpty()) {
      out.put(",\"labels\":");
      char[] before = {'['};
      labels.forEach(
          (key, value) -> {
            out.put(before[0]).put("{\"key\":").putJson(key);
            out.put(",\"value\":").putJson(value).put('}');
            before[0] = ',';
          });
      out.put(']');
    }
    return out.put(",\"entries\":[");
  }

  private Call call(String method, int most, Bytes head) {
    return new Call(
        URI.create(base + method + ":batchCreate"),
        new Call.Around(new String(head.toByteArray(), StandardCharsets.UTF_8), "", "", "]}"),
        (int) Math.min(config.maxRequestBytes().bytes(), most),
        "access to the Ingestion API");
  }

  /** As text, so what is not UTF-8 cannot be sent; always with the same style of timestamp. */
  @Override
  public void writeLog(Event event, Bytes out) throws Unsendable {
    if (event.length() == 0) {
      throw new Unsendable("empty");
    }
    byte[] array = event.array();
    int end = event.offset() + event.length();
    checkUtf8(event);
    out.put("{\"log_text\":\"");
    for (int i = event.offset(); i < end; i++) {
      out.putInString(array[i]);
    }
    out.put("\",\"ts_rfc3339\":\"").put(Moments.of(event).toString()).put("\"}");
  }

  private static void checkUtf8(Event event) throws Unsendable {
    byte[] array = event.array();
    int end = event.offset() + event.length();
    for (int i = event.offset(); i < end; i++) {
      if (array[i] < 0) {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, i, end - i));
          return;
        } catch (CharacterCodingException e) {
          throw new Unsendable("not UTF-8, which is all that the Ingestion API takes");
        }
      }
    }
  }

  @Override
  public URI check() {
    return URI.create(base + "logtypes");
  }

  @Override
  public String checkPermission() {
    return "access to the Ingestion API";
  }

  @Override
  public String scope() {
    return "https://www.googleapis.com/auth/malachite-ingestion";
  }

  @Override
  public String place() {
    return "customer " + config.instance();
  }
}
