package io.logboom.outputs.http;

import io.logboom.outputs.format.Compression;
import io.logboom.outputs.net.Endpoint;
import io.logboom.outputs.net.Tls;
import io.logboom.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A configuration under the test's pen, with the defaults to begin with. */
final class Options {
  private final String endpoint;
  private HttpOutputConfig.Method method = HttpOutputConfig.Method.POST;
  private BodyFormat body = BodyFormat.NDJSON;
  private final Map<String, Secret> headers = new LinkedHashMap<>();
  private Auth auth = Auths.NONE;
  private Tls tls = Tlss.DEFAULT;
  private Optional<URI> proxy = Optional.empty();
  private Compression compression = Compression.NONE;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration requestTimeout = Duration.ofSeconds(20);
  private List<StatusPattern> retryOn = patterns("408", "425", "429", "5xx");
  private List<StatusPattern> splitOn = patterns("413");
  private Duration maxRetryAfter = Duration.ofMinutes(5);
  private Optional<String> idempotencyHeader = Optional.of("Idempotency-Key");

  Options(String endpoint) {
    this.endpoint = endpoint;
  }

  private static List<StatusPattern> patterns(String... texts) {
    return Stream.of(texts).map(StatusPattern::of).toList();
  }

  Options method(HttpOutputConfig.Method how) {
    method = how;
    return this;
  }

  Options body(BodyFormat holds) {
    body = holds;
    return this;
  }

  Options header(String name, String value) {
    headers.put(name, Secret.of(value));
    return this;
  }

  Options auth(Auth way) {
    auth = way;
    return this;
  }

  Options tls(Tls trust) {
    tls = trust;
    return this;
  }

  Options proxy(String address) {
    proxy = Optional.of(URI.create(address));
    return this;
  }

  Options compression(Compression how) {
    compression = how;
    return this;
  }

  Options connectTimeout(Duration limit) {
    connectTimeout = limit;
    return this;
  }

  Options requestTimeout(Duration limit) {
    requestTimeout = limit;
    return this;
  }

  Options retryOn(String... statuses) {
    retryOn = patterns(statuses);
    return this;
  }

  Options splitOn(String... statuses) {
    splitOn = patterns(statuses);
    return this;
  }

  Options maxRetryAfter(Duration limit) {
    maxRetryAfter = limit;
    return this;
  }

  Options noIdempotencyHeader() {
    idempotencyHeader = Optional.empty();
    return this;
  }

  HttpOutputConfig config() {
    return new HttpOutputConfig(
        Endpoint.of(endpoint),
        method,
        body,
        headers,
        auth,
        tls,
        proxy,
        compression,
        Optional.empty(),
        connectTimeout,
        requestTimeout,
        retryOn,
        splitOn,
        maxRetryAfter,
        idempotencyHeader);
  }
}
