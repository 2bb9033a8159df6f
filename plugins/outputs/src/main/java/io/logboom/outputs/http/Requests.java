package io.logboom.outputs.http;

import io.logboom.outputs.format.Compression;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Makes requests of bodies. Safe for use by many threads. */
final class Requests {
  private final HttpOutputConfig config;
  private final Signer signer;

  Requests(HttpOutputConfig config, InstantSource clock) {
    this.config = config;
    this.signer = new Signer(config.auth(), clock);
  }

  /**
   * A request that hands events over.
   *
   * @param body of events
   * @param sent the same as it is sent: compressed, if so
   * @param publisher of {@code sent}
   */
  HttpRequest write(ByteBuffer body, ByteBuffer sent, HttpRequest.BodyPublisher publisher) {
    var request = HttpRequest.newBuilder(config.endpoint().uri());
    request.method(config.method().name(), publisher);
    if (config.headers().keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      request.header("Content-Type", config.body().contentType());
    }
    if (config.compression() != Compression.NONE) {
      request.header("Content-Encoding", config.compression().toString());
    }
    config.idempotencyHeader().ifPresent(name -> request.header(name, idempotencyKey(body)));
    return finish(request, sent);
  }

  /** A request that changes nothing. */
  HttpRequest check() {
    return finish(HttpRequest.newBuilder(config.endpoint().uri()).HEAD(), ByteBuffer.allocate(0));
  }

  private HttpRequest finish(HttpRequest.Builder request, ByteBuffer sent) {
    config.headers().forEach((name, value) -> request.header(name, value.reveal()));
    if (config.headers().keySet().stream().noneMatch("User-Agent"::equalsIgnoreCase)) {
      request.header("User-Agent", "Logboom");
    }
    signer.sign(request, sent);
    return request.build();
  }

  /** The same for the same events at the same endpoint, however often they are sent. */
  private String idempotencyKey(ByteBuffer body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(config.endpoint().uri().toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(body.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What must not be shown of a request, should the answer hold it. */
  List<String> secrets() {
    return Stream.concat(
            Stream.concat(signer.secrets().stream(), Stream.of(config.endpoint().secret())),
            config.headers().values().stream().map(value -> value.reveal()))
        .toList();
  }
}
