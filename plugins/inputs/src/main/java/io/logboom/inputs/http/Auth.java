package io.logboom.inputs.http;

import io.logboom.spi.Secret;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How senders say who they are.
 *
 * @param type the way
 * @param username for {@code basic}
 * @param password for {@code basic}
 * @param token for {@code bearer}
 * @param header the header's name, for {@code header}
 * @param value the header's value, for {@code header}
 */
record Auth(
    Type type,
    Optional<String> username,
    Optional<Secret> password,
    Optional<Secret> token,
    Optional<String> header,
    Optional<Secret> value) {

  /** RFC 9110 §5.1. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  /** The ways. */
  enum Type {
    /** They do not. */
    NONE,
    /** User and password (RFC 7617). */
    BASIC,
    /** A token (RFC 6750), which is Firehose's access key, too. */
    BEARER,
    /** A header with a secret value. */
    HEADER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Auth {
    option("username", username, type == Type.BASIC, type);
    option("password", password, type == Type.BASIC, type);
    option("token", token, type == Type.BEARER, type);
    option("header", header, type == Type.HEADER, type);
    option("value", value, type == Type.HEADER, type);
    if (username.isPresent() && username.get().indexOf(':') >= 0) {
      throw new IllegalArgumentException("username cannot hold a colon");
    }
    if (header.isPresent() && !NAME.matcher(header.get()).matches()) {
      throw new IllegalArgumentException("not a header's name: \"" + header.get() + "\"");
    }
    token.ifPresent(secret -> sendable("token", secret));
    value.ifPresent(secret -> sendable("value", secret));
  }

  private static void option(String name, Optional<?> given, boolean needed, Type type) {
    if (needed && given.isEmpty()) {
      throw new IllegalArgumentException("type = " + type + " needs " + name);
    }
    if (!needed && given.isPresent()) {
      throw new IllegalArgumentException(name + " means nothing with type = " + type);
    }
  }

  private static void sendable(String name, Secret secret) {
    if (!VALUE.matcher(secret.reveal()).matches()) {
      throw new IllegalArgumentException(
          name + " must be plain ASCII without line breaks, or no header could hold it");
    }
  }
}
