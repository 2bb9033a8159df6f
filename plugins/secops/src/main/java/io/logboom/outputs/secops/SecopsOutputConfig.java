package io.logboom.outputs.secops;

import io.logboom.outputs.net.Endpoint;
import io.logboom.outputs.net.Tls;
import io.logboom.outputs.net.Transport;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Options of the output {@code secops}.
 *
 * @param api which API is spoken
 * @param version of the Chronicle API
 * @param region where the instance is
 * @param endpoint to ask instead of the region's host
 * @param project that the instance belongs to
 * @param instance the customer's id
 * @param credentialsFile a key or workload identity; without one, the environment's own
 * @param mode what the events are
 * @param logType of logs and entities whose field and attribute say none
 * @param logTypeField of the event, which holds its log type
 * @param logTypeAttribute of the event's origin, which holds its log type
 * @param namespace of addresses and hosts
 * @param labels by key, kept with the data
 * @param feed a name for where the data comes from
 * @param forwarder that raw logs count as sent by
 * @param maxRequestBytes of a request's body
 * @param maxRequestEvents in a request
 * @param tls whom the agent trusts, and its certificate
 * @param proxy through which requests go
 * @param connectTimeout for a connection, TLS included
 * @param requestTimeout for a request and the answer to it, to its end
 * @param maxRetryAfter the longest a server can ask to be left alone
 */
public record SecopsOutputConfig(
    Api api,
    Version version,
    String region,
    Optional<Endpoint> endpoint,
    Optional<String> project,
    String instance,
    Optional<Path> credentialsFile,
    Mode mode,
    Optional<String> logType,
    Optional<FieldPath> logTypeField,
    Optional<String> logTypeAttribute,
    Optional<String> namespace,
    Map<String, String> labels,
    Optional<String> feed,
    Optional<String> forwarder,
    DataSize maxRequestBytes,
    int maxRequestEvents,
    Tls tls,
    Optional<URI> proxy,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration maxRetryAfter) {
  private static final Pattern INSTANCE =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9.:-]{0,127}");
  private static final Pattern REGION = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern RESOURCE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  /** What any method takes at most, in bytes. */
  static final int MOST_BYTES = 4_000_000;

  /** No published limit; more would make bisecting slow. */
  static final int MOST_EVENTS = 10_000;

  public SecopsOutputConfig {
    new Transport(tls, proxy, connectTimeout, requestTimeout);
    match(REGION, region, "region must be a name such as us or europe-west2");
    match(INSTANCE, instance, "instance must be the customer's id, a UUID");
    project.ifPresent(name -> match(PROJECT, name, "project must be a project's id or number"));
    forwarder.ifPresent(name -> match(RESOURCE, name, "forwarder must be a forwarder's id"));
    logType.ifPresent(LogTypes::check);
    switch (api) {
      case CHRONICLE -> {
        if (project.isEmpty()) {
          throw new IllegalArgumentException("api = chronicle needs project");
        }
      }
      case INGESTION -> {
        unused("project", project);
        unused("forwarder", forwarder);
        if (endpoint.isEmpty()) {
          IngestionApi.host(region);
        }
      }
    }
    endpoint.ifPresent(SecopsOutputConfig::checkEndpoint);
    if (mode != Mode.RAW && forwarder.isPresent()) {
      throw new IllegalArgumentException("forwarder is for mode = raw");
    }
    if (mode == Mode.UDM
        && (logType.isPresent() || logTypeField.isPresent() || logTypeAttribute.isPresent())) {
      throw new IllegalArgumentException("a log type means nothing with mode = udm");
    }
    for (var entry : labels.entrySet()) {
      if (entry.getKey().isBlank() || entry.getValue().isBlank()) {
        throw new IllegalArgumentException("a label needs a key and a value");
      }
    }
    if (feed.isPresent() && labels.containsKey(Marks.FEED) && mode != Mode.ENTITIES) {
      throw new IllegalArgumentException("the label feed is set by feed and by labels");
    }
    if (maxRequestBytes.bytes() < 1000 || maxRequestBytes.bytes() > MOST_BYTES) {
      throw new IllegalArgumentException("max-request-bytes must be from 1kB to 4MB");
    }
    if (maxRequestEvents < 1 || maxRequestEvents > MOST_EVENTS) {
      throw new IllegalArgumentException("max-request-events must be from 1 to " + MOST_EVENTS);
    }
    if (maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException("max-retry-after cannot be negative");
    }
  }

  private static void match(Pattern form, String value, String otherwise) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static void unused(String name, Optional<?> given) {
    if (given.isPresent()) {
      throw new IllegalArgumentException(name + " means nothing with api = ingestion");
    }
  }

  private static void checkEndpoint(Endpoint endpoint) {
    Plain.check("endpoint", endpoint.uri());
    String path = endpoint.uri().getRawPath();
    if (endpoint.uri().getRawQuery() != null || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException("endpoint must be a host without a path");
    }
  }

  /** The options that say how hosts are reached. */
  Transport transport() {
    return new Transport(tls, proxy, connectTimeout, requestTimeout);
  }
}
