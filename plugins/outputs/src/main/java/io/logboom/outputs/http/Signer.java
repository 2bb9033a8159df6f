package io.logboom.outputs.http;

import io.logboom.spi.Secret;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Says in each request who the agent is. Safe for use by many threads. */
final class Signer {
  private final Auth auth;
  private final InstantSource clock;

  Signer(Auth auth, InstantSource clock) {
    this.auth = auth;
    this.clock = clock;
  }

  /**
   * Adds the headers.
   *
   * @param body as it is sent: compressed, if so
   */
  void sign(HttpRequest.Builder request, ByteBuffer body) {
    switch (auth.type()) {
      case NONE -> {}
      case BASIC -> request.header("Authorization", "Basic " + basic());
      case BEARER -> request.header("Authorization", "Bearer " + reveal(auth.token()));
      case HEADER -> request.header(auth.header().orElseThrow(), reveal(auth.value()));
      case HMAC_SHA256 -> signature(request, body);
    }
  }

  private String basic() {
    String pair = auth.username().orElseThrow() + ":" + reveal(auth.password());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** HMAC-SHA256 (RFC 2104) over the body; with a timestamp, over it, a dot, and the body. */
  private void signature(HttpRequest.Builder request, ByteBuffer body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      var key = reveal(auth.key()).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      auth.timestampHeader()
          .ifPresent(
              name -> {
                String seconds = Long.toString(clock.instant().getEpochSecond());
                request.header(name, seconds);
                mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
              });
      mac.update(body.duplicate());
      byte[] code = mac.doFinal();
      String text =
          switch (auth.encoding().orElse(Auth.Encoding.HEX)) {
            case HEX -> HexFormat.of().formatHex(code);
            case BASE64 -> Base64.getEncoder().encodeToString(code);
          };
      request.header(auth.header().orElse(Auth.SIGNATURE), auth.prefix().orElse("") + text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** What must not be shown of what it adds. */
  List<String> secrets() {
    return switch (auth.type()) {
      case NONE -> List.of();
      case BASIC -> List.of(basic(), reveal(auth.password()));
      case BEARER -> List.of(reveal(auth.token()));
      case HEADER -> List.of(reveal(auth.value()));
      case HMAC_SHA256 -> List.of(reveal(auth.key()));
    };
  }

  private static String reveal(Optional<Secret> secret) {
    return secret.orElseThrow().reveal();
  }
}
