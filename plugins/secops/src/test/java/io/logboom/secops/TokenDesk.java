package io.logboom.secops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives tokens for signed grants (RFC 7523), as Google's token endpoint does. */
final class TokenDesk {
  static final String EMAIL = "collector@example-project.iam.gserviceaccount.com";
  private static final String KEY_ID = "0123456789abcdef0123456789abcdef01234567";

  /** Google's own endpoint, wherever the key's file sends the grant. */
  private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

  private static final KeyPair KEYS = keys();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String address;
  private final AtomicInteger given = new AtomicInteger();
  private final Map<String, String> scopes = new ConcurrentHashMap<>();
  private volatile int seconds = 3599;

  TokenDesk(String address) {
    this.address = address;
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How long tokens are good for, from now on. */
  void last(int howLong) {
    seconds = howLong;
  }

  int given() {
    return given.get();
  }

  void forgetAll() {
    scopes.clear();
  }

  /** The fields of a service account's key. */
  Map<String, String> keyFields() {
    String der = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded());
    return new ConcurrentHashMap<>(
        Map.of(
            "type",
            "service_account",
            "project_id",
            "example-project",
            "private_key_id",
            KEY_ID,
            "private_key",
            "-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n",
            "client_email",
            EMAIL,
            "client_id",
            "100000000000000000001",
            "token_uri",
            address));
  }

  private static byte[] encoded() {
    return KEYS.getPrivate().getEncoded();
  }

  /** Writes a key file. */
  Path write(Path file) {
    try {
      return Files.writeString(file, JSON.writeValueAsString(keyFields()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a grant. */
  String grant(String form) throws Violation {
    Map<String, String> fields =
        Arrays.stream(form.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
    check(
        "urn:ietf:params:oauth:grant-type:jwt-bearer".equals(fields.get("grant_type")),
        "unsupported_grant_type");
    String[] parts = fields.getOrDefault("assertion", "").split("\\.");
    check(parts.length == 3, "no assertion");
    verify(parts);
    JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    check(header.path("alg").asString("").equals("RS256"), "alg");
    check(header.path("kid").asString("").equals(KEY_ID), "kid");
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    check(claims.path("iss").asString("").equals(EMAIL), "iss");
    check(claims.path("aud").asString("").equals(AUDIENCE), "aud");
    long now = Instant.now().getEpochSecond();
    long issued = claims.path("iat").asLong(0);
    long expires = claims.path("exp").asLong(0);
    check(Math.abs(now - issued) < 300 && expires > now && expires - issued <= 3600, "exp");
    return give(claims.path("scope").asString(""));
  }

  /** A token as the metadata server gives it. */
  String give(String scope) {
    String token = "ya29.token-" + given.incrementAndGet();
    scopes.put(token, scope);
    return JSON.writeValueAsString(
        Map.of("access_token", token, "expires_in", seconds, "token_type", "Bearer"));
  }

  /** Whether a request is signed with a token for this. */
  boolean knows(String authorization, String scope) {
    return authorization.startsWith("Bearer ")
        && scopes.getOrDefault(authorization.substring(7), "").equals(scope);
  }

  private static void verify(String[] parts) throws Violation {
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(KEYS.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      check(signature.verify(Base64.getUrlDecoder().decode(parts[2])), "signature");
    } catch (GeneralSecurityException e) {
      throw new Violation(400, "", "invalid_grant: signature");
    }
  }

  private static void check(boolean well, String what) throws Violation {
    if (!well) {
      throw new Violation(400, "", "invalid_grant: " + what);
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
