package io.logboom.outputs.secops;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.event.JsonEvent;
import io.logboom.secops.SecopsServer;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.spi.RejectedException;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A server, a key to it, and outputs that write to it. */
final class Setup implements AutoCloseable {
  static final Origin ORIGIN =
      new Origin("tested", "/in.json", Instant.parse("2026-11-21T10:00:00Z"), Map.of());

  final SecopsServer server = SecopsServer.start();
  final Path key;
  final TestContext context;

  Setup(Path folder) throws IOException {
    key = server.writeKey(folder.resolve("key.json"));
    context = new TestContext(folder.resolve("data"));
  }

  /** To the Chronicle API, with further options. */
  SecopsOutput chronicle(String... options) throws Exception {
    return output("project = " + SecopsServer.PROJECT, options);
  }

  /** To the older API. */
  SecopsOutput ingestion(String... options) throws Exception {
    return output("api = ingestion", options);
  }

  private SecopsOutput output(String api, String... options) throws Exception {
    return new SecopsOutput(
        config(
            """
            %s
            region = %s, instance = "%s", endpoint = "%s", credentials-file = "%s"
            %s
            """
                .formatted(
                    api,
                    SecopsServer.REGION,
                    SecopsServer.INSTANCE,
                    server.address(),
                    key,
                    String.join("\n", options))),
        context);
  }

  static SecopsOutputConfig config(String section) throws Exception {
    return ConfigReader.bind(new SecopsOutputPlugin(), section);
  }

  static Batch batch(String... texts) {
    return batch(Arrays.asList(texts));
  }

  static Batch batch(List<String> texts) {
    return Batch.of(texts.stream().map(Setup::event).toList());
  }

  static Event event(String text) {
    return event(text.getBytes(StandardCharsets.UTF_8), ORIGIN);
  }

  static Event event(byte[] bytes, Origin origin) {
    return JsonEvent.of(bytes, 0, bytes.length, origin, 0);
  }

  /** A UDM event with this id. */
  static String udm(String id) {
    return udm(id, "");
  }

  /** A UDM event with a description, too. */
  static String udm(String id, String description) {
    return """
    {"metadata":{"event_timestamp":"2026-11-05T14:02:11Z","event_type":"GENERIC_EVENT",\
    "product_log_id":"%s","description":"%s"}}\
    """
        .formatted(id, description);
  }

  /** So many UDM events, with the ids 0, 1, 2... */
  static List<String> udms(int count) {
    return IntStream.range(0, count).mapToObj(i -> udm(Integer.toString(i))).toList();
  }

  /** An entity with this id. */
  static String entity(String id) {
    return """
    {"metadata":{"product_entity_id":"%s","vendor_name":"AWS","product_name":"AWS IAM",\
    "entity_type":"USER","collected_timestamp":"2026-11-05T14:02:11Z"},\
    "entity":{"user":{"userid":"%1$s","email_addresses":["%1$s@example.com"]}}}\
    """
        .formatted(id);
  }

  /** Writes a batch; why events were turned down. */
  static List<String> rejections(SecopsOutput output, Batch batch) throws Exception {
    try {
      output.write(batch);
      return List.of();
    } catch (RejectedException e) {
      return e.rejected().stream().map(rejected -> rejected.reason()).toList();
    }
  }

  /** The ids of what the server took. */
  Stream<String> ids() {
    return server.stored().stream().map(stored -> stored.id());
  }

  @Override
  public void close() {
    server.close();
  }
}
