package io.logboom.outputs.http;

import io.logboom.outputs.format.Compression;
import io.logboom.outputs.net.Endpoint;
import io.logboom.outputs.net.Tls;
import io.logboom.outputs.net.Transport;
import io.logboom.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options of the output {@code http}.
 *
 * @param endpoint where requests go
 * @param method how
 * @param body what a request's body holds
 * @param headers more headers
 * @param auth how the agent says who it is
 * @param tls whom it trusts, and its certificate
 * @param proxy through which requests go
 * @param compression of the body
 * @param compressionLevel from fast to small
 * @param connectTimeout for a connection, TLS included
 * @param requestTimeout for a request and the answer to it, to its end
 * @param retryOn statuses after which the same events are sent again, later
 * @param splitOn statuses after which the two halves of the events are sent apart
 * @param maxRetryAfter the longest a server can ask to be left alone
 * @param idempotencyHeader names the header whose value stays the same as long as the body does
 */
public record HttpOutputConfig(
    Endpoint endpoint,
    Method method,
    BodyFormat body,
    Map<String, Secret> headers,
    Auth auth,
    Tls tls,
    Optional<URI> proxy,
    Compression compression,
    Optional<Integer> compressionLevel,
    Duration connectTimeout,
    Duration requestTimeout,
    List<StatusPattern> retryOn,
    List<StatusPattern> splitOn,
    Duration maxRetryAfter,
    Optional<String> idempotencyHeader) {

  /** Those the client sets itself, or that would belie it. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** How events are handed over. */
  public enum Method {
    /** For an endpoint that takes events in. */
    POST,
    /** For an endpoint that stores what it is given. */
    PUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public HttpOutputConfig {
    var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> {
          Headers.checkName(name);
          Headers.checkValue(name, value.reveal());
          if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " cannot be set");
          }
          if (!names.add(name)) {
            throw new IllegalArgumentException("the header " + name + " is there twice");
          }
        });
    idempotencyHeader.ifPresent(Headers::checkName);
    auth.headerNames().stream()
        .filter(names::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "the header " + name + " is set by auth and by headers");
            });
    compression.checkLevel(compressionLevel);
    // Has the rules of these four.
    new Transport(tls, proxy, connectTimeout, requestTimeout);
    if (maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException("max-retry-after cannot be negative");
    }
  }

  /** The options that say how the endpoint is reached. */
  Transport transport() {
    return new Transport(tls, proxy, connectTimeout, requestTimeout);
  }
}
