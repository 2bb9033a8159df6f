package io.logboom.filters.udm.schema;

import java.util.Locale;
import java.util.Optional;

/** What a field's values are made of: the kinds of proto3 JSON, and a few forms within them. */
enum Kind {
  STRING,
  BOOL,
  INT32,
  UINT32,
  INT64,
  UINT64,
  FLOAT,
  DOUBLE,
  BYTES,
  TIMESTAMP,
  DURATION,
  STRUCT,
  VALUE,
  LIST,
  /** A string that is an IPv4 or IPv6 address. */
  IP,
  /** A string that should be an e-mail address. */
  EMAIL,
  ENUM,
  MESSAGE;

  /** The kind of that name in the data file; empty when it is a message or an enum. */
  static Optional<Kind> of(String word) {
    for (var kind : values()) {
      if (kind != ENUM && kind != MESSAGE && kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The kind of a string field of that name. */
  static Kind ofString(String field) {
    return switch (field) {
      case "ip", "nat_ip" -> IP;
      case "email_addresses" -> EMAIL;
      default -> STRING;
    };
  }
}
