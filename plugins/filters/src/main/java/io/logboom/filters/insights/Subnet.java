package io.logboom.filters.insights;

import java.util.List;
import java.util.Optional;

/**
 * A part of the address space.
 *
 * @param start its first address
 * @param bits how many bits of it count
 */
record Subnet(Address start, int bits) {

  /** RFC 1918, and for IPv6 the unique local addresses of RFC 4193. */
  private static final List<Subnet> PRIVATE =
      List.of(
          of("10.0.0.0/8").orElseThrow(),
          of("172.16.0.0/12").orElseThrow(),
          of("192.168.0.0/16").orElseThrow(),
          of("fc00::/7").orElseThrow());

  /** The subnet that CIDR notation names; empty when it is none. */
  static Optional<Subnet> of(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0 || cidr.length() - slash > 4 || cidr.length() - slash < 2) {
      return Optional.empty();
    }
    int bits = 0;
    for (int i = slash + 1; i < cidr.length(); i++) {
      char c = cidr.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      bits = 10 * bits + c - '0';
    }
    int found = bits;
    return Address.of(cidr.substring(0, slash))
        .filter(address -> found <= (address.isV4() ? 32 : 128))
        .map(address -> new Subnet(address, found));
  }

  /** Whether an address of one of these versions is in the subnet; false if one is none. */
  static boolean holds(Datum address, Datum subnet, boolean v4, boolean v6) {
    var one = Address.of(address);
    var cidr = of(subnet.text());
    return one.isPresent()
        && cidr.isPresent()
        && (one.get().isV4() ? v4 : v6)
        && cidr.get().holds(one.get());
  }

  static boolean isPrivate(Datum address) {
    return Address.of(address)
        .filter(one -> PRIVATE.stream().anyMatch(subnet -> subnet.holds(one)))
        .isPresent();
  }

  boolean holds(Address address) {
    if (start.isV4() != address.isV4()) {
      return false;
    }
    if (start.isV4()) {
      return same(start.low() << 32, address.low() << 32, bits);
    }
    return same(start.high(), address.high(), Math.min(bits, 64))
        && same(start.low(), address.low(), Math.max(0, bits - 64));
  }

  private static boolean same(long a, long b, int bits) {
    return bits == 0 || (a ^ b) >>> (64 - bits) == 0;
  }
}
