package io.logboom.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.logboom.core.config.OtlpConfig;
import io.logboom.spi.Secret;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is exported, as read by the messages' own definition. */
class OtlpTest {
  private final Sample agent = new Sample().ready();
  private final List<ExportMetricsServiceRequest> received = new CopyOnWriteArrayList<>();
  private final List<String> headers = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer server;

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/metrics",
        exchange -> {
          try (exchange) {
            headers.add(
                exchange.getRequestHeaders().getFirst("Content-Type")
                    + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            received.add(
                ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private OtlpExport export(Duration interval) {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics");
    return OtlpExport.start(
        new OtlpConfig(
            Optional.of(endpoint),
            Map.of("authorization", Secret.of("Bearer s3cret")),
            Map.of("deployment.environment.name", "staging"),
            interval,
            Duration.ofSeconds(60)),
        agent);
  }

  @Test
  void metricsArriveAsTheirDefinitionHasThem() throws Exception {
    export(Duration.ofHours(1)).close();
    assertThat(received).as("what is sent at the end").hasSize(1);
    assertThat(headers.getFirst()).isEqualTo("application/x-protobuf Bearer s3cret");
    var resource = received.getFirst().getResourceMetrics(0);
    assertThat(attributes(resource.getResource().getAttributesList()))
        .containsEntry("service.name", "logboom")
        .containsEntry("deployment.environment.name", "staging")
        .containsKeys("service.version", "host.name");
    Map<String, Metric> metrics =
        resource.getScopeMetrics(0).getMetricsList().stream()
            .collect(Collectors.toMap(Metric::getName, Function.identity()));
    var sum = metrics.get("logboom_input_events").getSum();
    assertThat(sum.getIsMonotonic()).isTrue();
    assertThat(sum.getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    NumberDataPoint point =
        sum.getDataPointsList().stream()
            .filter(it -> attributes(it.getAttributesList()).get("input").equals("trail"))
            .findFirst()
            .orElseThrow();
    assertThat(point.getAsDouble()).isEqualTo(100);
    assertThat(point.getTimeUnixNano()).isGreaterThanOrEqualTo(point.getStartTimeUnixNano());
    assertThat(attributes(point.getAttributesList()))
        .isEqualTo(Map.of("pipeline", "p", "input", "trail", "type", "s3"));
    assertThat(metrics.get("logboom_ready").getGauge().getDataPoints(0).getAsDouble()).isEqualTo(1);
    assertThat(metrics).containsKey("logboom_build_info");
    var histogram =
        metrics.get("logboom_delivery_seconds").getHistogram().getDataPointsList().stream()
            .filter(it -> it.getCount() > 0)
            .findFirst()
            .orElseThrow();
    assertThat(histogram.getCount()).isEqualTo(100);
    assertThat(histogram.getBucketCountsCount()).isEqualTo(histogram.getExplicitBoundsCount() + 1);
    assertThat(histogram.getBucketCountsList().get(3)).isEqualTo(100);
    assertThat(histogram.getExplicitBounds(3)).isEqualTo(0.05);
    assertThat(histogram.getSum()).isBetween(3.99, 4.01);
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, it -> it.getValue().getStringValue()));
  }

  @Test
  void aReceiverThatRefusesIsAskedAgain() {
    status = 503;
    try (var _ = export(Duration.ofSeconds(1))) {
      await().atMost(Duration.ofSeconds(30)).until(() -> received.size() >= 2);
    }
  }

  @Test
  void onlyAddressesOfHttpWillDo() {
    for (var wrong : List.of("collector:4318", "grpc://a:4317", "http:///v1/metrics")) {
      assertThatThrownBy(
              () ->
                  new OtlpConfig(
                      Optional.of(URI.create(wrong)),
                      Map.of(),
                      Map.of(),
                      Duration.ofMinutes(1),
                      Duration.ofSeconds(1)))
          .hasMessageContaining("http://127.0.0.1:4318/v1/metrics");
    }
  }
}
