package io.logboom.outputs.http;

import io.logboom.spi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the agent says who it is.
 *
 * @param type the way
 * @param username for {@code basic}
 * @param password for {@code basic}
 * @param token for {@code bearer}
 * @param header the header's name, for {@code header} and {@code hmac-sha256}
 * @param value the header's value, for {@code header}
 * @param key for {@code hmac-sha256}: its UTF-8 bytes are the key
 * @param encoding of the signature, for {@code hmac-sha256}
 * @param prefix what stands before the signature, for {@code hmac-sha256}
 * @param timestampHeader for {@code hmac-sha256}: this header holds the time, and is signed too
 */
public record Auth(
    Type type,
    Optional<String> username,
    Optional<Secret> password,
    Optional<Secret> token,
    Optional<String> header,
    Optional<Secret> value,
    Optional<Secret> key,
    Optional<Encoding> encoding,
    Optional<String> prefix,
    Optional<String> timestampHeader) {

  /** The ways. */
  public enum Type {
    /** It does not. */
    NONE,
    /** User and password (RFC 7617). */
    BASIC,
    /** A token (RFC 6750). */
    BEARER,
    /** A header with a secret value. */
    HEADER,
    /** A signature over the body. */
    HMAC_SHA256;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How a signature is written. */
  public enum Encoding {
    /** In hexadecimal digits, small letters. */
    HEX,
    /** In Base64 (RFC 4648 §4). */
    BASE64;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The header of a signature when the configuration names none. */
  static final String SIGNATURE = "X-Signature";

  public Auth {
    boolean basic = type == Type.BASIC;
    boolean hmac = type == Type.HMAC_SHA256;
    option("username", username, basic, basic, type);
    option("password", password, basic, basic, type);
    option("token", token, type == Type.BEARER, type == Type.BEARER, type);
    option("header", header, type == Type.HEADER || hmac, type == Type.HEADER, type);
    option("value", value, type == Type.HEADER, type == Type.HEADER, type);
    option("key", key, hmac, hmac, type);
    option("encoding", encoding, hmac, false, type);
    option("prefix", prefix, hmac, false, type);
    option("timestamp-header", timestampHeader, hmac, false, type);
    if (username.isPresent() && username.get().indexOf(':') >= 0) {
      throw new IllegalArgumentException("username cannot hold a colon");
    }
    if (key.isPresent() && key.get().reveal().isEmpty()) {
      throw new IllegalArgumentException("key cannot be empty");
    }
    header.ifPresent(Headers::checkName);
    timestampHeader.ifPresent(Headers::checkName);
    token.ifPresent(secret -> Headers.checkValue("Authorization", secret.reveal()));
    if (header.isPresent() && value.isPresent()) {
      Headers.checkValue(header.get(), value.get().reveal());
    }
    prefix.ifPresent(text -> Headers.checkValue(header.orElse(SIGNATURE), text));
  }

  private static void option(
      String name, Optional<?> given, boolean allowed, boolean required, Type type) {
    if (required && given.isEmpty()) {
      throw new IllegalArgumentException("type = " + type + " needs " + name);
    }
    if (!allowed && given.isPresent()) {
      throw new IllegalArgumentException(name + " means nothing with type = " + type);
    }
  }

  /** The headers it sets. */
  List<String> headerNames() {
    return switch (type) {
      case NONE -> List.of();
      case BASIC, BEARER -> List.of("Authorization");
      case HEADER -> header.stream().toList();
      case HMAC_SHA256 -> {
        var names = new ArrayList<String>();
        names.add(header.orElse(SIGNATURE));
        timestampHeader.ifPresent(names::add);
        yield names;
      }
    };
  }
}
