package io.logboom.core.admin;

import io.logboom.core.config.OtlpConfig;
import io.logboom.core.telemetry.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the metrics where the configuration says, again and again, on a virtual thread of its own
 * (OTLP specification 1.x, OTLP/HTTP with protobuf). What could not be sent is not kept: the next
 * export has the newer sums. The last one is sent when the agent ends.
 */
public final class OtlpExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExport.class);

  private final OtlpConfig config;
  private final Watched agent;
  private final Thread thread;
  private boolean failing;

  private OtlpExport(OtlpConfig config, Watched agent) {
    this.config = config;
    this.agent = agent;
    this.thread = Thread.ofVirtual().name("logboom-otlp").unstarted(this::run);
  }

  /** Begins to send, if the configuration says where to. */
  public static OtlpExport start(OtlpConfig config, Watched agent) {
    var export = new OtlpExport(config, agent);
    if (config.endpoint().isPresent()) {
      export.thread.start();
    }
    return export;
  }

  private void run() {
    var endpoint = config.endpoint().orElseThrow();
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build()) {
      try {
        while (true) {
          Thread.sleep(config.interval());
          send(client, endpoint);
        }
      } catch (InterruptedException e) {
        // This is how the end is told.
        last(client, endpoint);
      }
      client.shutdownNow();
    }
  }

  private void last(HttpClient client, URI endpoint) {
    try {
      send(client, endpoint);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpClient client, URI endpoint) throws InterruptedException {
    try {
      var snapshot = agent.read();
      var request =
          HttpRequest.newBuilder(endpoint)
              .timeout(config.timeout())
              .header("Content-Type", "application/x-protobuf")
              .header("User-Agent", "logboom/" + snapshot.version());
      config.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
      var answer =
          client.send(
              request.POST(BodyPublishers.ofByteArray(body(snapshot))).build(),
              BodyHandlers.discarding());
      if (answer.statusCode() / 100 == 2) {
        failing = false;
      } else {
        failed("HTTP " + answer.statusCode());
      }
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      // A header that HTTP does not allow; its value may be a secret, and stands in the message.
      failed("a header that cannot be sent");
    }
  }

  private void failed(String why) {
    if (!failing) {
      LOG.warn("otlp: metrics cannot be sent to {}: {}; tried again", host(), why);
    }
    failing = true;
  }

  /** Without what may be secret of the address. */
  private String host() {
    var endpoint = config.endpoint().orElseThrow();
    return endpoint.getScheme() + "://" + endpoint.getHost() + ":" + endpoint.getPort();
  }

  private byte[] body(Snapshot snapshot) {
    Map<String, String> resource = new LinkedHashMap<>();
    resource.put("service.name", "logboom");
    resource.put("service.version", snapshot.version());
    resource.put("host.name", hostName());
    resource.putAll(config.attributes());
    return OtlpBody.of(
        Metrics.of(snapshot), resource, snapshot.version(), snapshot.started(), Instant.now());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      LOG.debug("this machine has no name", e);
      return "unknown";
    }
  }

  /** Sends a last time, for no longer than one export may take. */
  @Override
  public void close() {
    thread.interrupt();
    if (config.endpoint().isPresent()) {
      try {
        thread.join(config.timeout().plus(Duration.ofSeconds(1)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
