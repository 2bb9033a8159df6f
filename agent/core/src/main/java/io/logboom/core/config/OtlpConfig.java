package io.logboom.core.config;

import io.logboom.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where metrics are exported to.
 *
 * @param endpoint the whole address, {@code http://127.0.0.1:4318/v1/metrics}; empty: nowhere
 * @param headers sent with each request
 * @param attributes of the resource that the metrics are of, beside the service's name and version
 * @param interval between two exports
 * @param timeout of one export
 */
public record OtlpConfig(
    Optional<URI> endpoint,
    Map<String, Secret> headers,
    Map<String, String> attributes,
    Duration interval,
    Duration timeout) {

  /** Nothing is exported. */
  public static final OtlpConfig OFF =
      new OtlpConfig(
          Optional.empty(), Map.of(), Map.of(), Duration.ofMinutes(1), Duration.ofSeconds(10));

  public OtlpConfig {
    if (endpoint.isPresent()) {
      var scheme = String.valueOf(endpoint.get().getScheme());
      if (!scheme.matches("(?i)https?") || endpoint.get().getHost() == null) {
        throw new IllegalArgumentException(
            "endpoint must be an address such as http://127.0.0.1:4318/v1/metrics");
      }
    }
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("interval must be at least 1s");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout must be longer than 0s");
    }
  }
}
