package io.logboom.filters.insights;

import java.net.Inet6Address;
import java.util.Optional;

/**
 * An IP address.
 *
 * @param isV4 whether it is of version 4: then all of it is in {@code low}
 * @param high the first eight of sixteen bytes
 * @param low the last eight
 */
record Address(boolean isV4, long high, long low) {
  private static final int LONGEST = 45;

  /** The address a value is; empty for none. Asks no name server. */
  static Optional<Address> of(Datum datum) {
    return datum instanceof Datum.Text(String text) ? of(text) : Optional.empty();
  }

  /** The address a text is: four numbers without leading zeros, or as RFC 4291 §2.2 has it. */
  static Optional<Address> of(String text) {
    if (text.length() > LONGEST || text.isEmpty()) {
      return Optional.empty();
    }
    return text.indexOf(':') >= 0 ? v6(text) : v4(text);
  }

  private static Optional<Address> v4(String text) {
    long address = 0;
    int parts = 0;
    int value = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c == '.') {
        if (value < 0 || ++parts > 4) {
          return Optional.empty();
        }
        address = address << 8 | value;
        value = -1;
      } else if (c >= '0' && c <= '9' && value != 0 && value <= 25) {
        value = Math.max(0, value) * 10 + c - '0';
        if (value > 255) {
          return Optional.empty();
        }
      } else {
        return Optional.empty();
      }
    }
    return parts == 4 ? Optional.of(new Address(true, 0, address)) : Optional.empty();
  }

  private static Optional<Address> v6(String text) {
    if (!text.chars().allMatch(c -> c == ':' || c == '.' || (c <= 'f' && isHex(c)))) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Inet6Address.ofLiteral(text).getAddress();
      return Optional.of(
          bytes.length == 4
              ? new Address(false, 0, 0xFFFF_0000_0000L | of(bytes, 0, 4))
              : new Address(false, of(bytes, 0, 8), of(bytes, 8, 16)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isHex(int c) {
    return Character.digit(c, 16) >= 0;
  }

  private static long of(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 8 | (bytes[i] & 0xFF);
    }
    return number;
  }

  /** An IPv4 address as a number; missing for others. */
  Datum number() {
    return isV4 ? Datum.of((double) low) : Datum.Missing.MISSING;
  }
}
