package io.logboom.inputs.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses (RFC 4632 §3.1, RFC 4291 §2.3): {@code 192.0.2.0/24}, {@code 2001:db8::/32},
 * or one address alone. An IPv4 address that comes inside of an IPv6 one is the IPv4 address.
 *
 * @param network the first address of the range
 * @param prefix how many bits all its addresses share
 */
public record Cidr(InetAddress network, int prefix) {

  /**
   * Parses one; names are not looked up.
   *
   * @throws IllegalArgumentException when it is none, or has bits beyond its prefix
   */
  public static Cidr of(String text) {
    int slash = text.indexOf('/');
    InetAddress address = literal(text, slash < 0 ? text : text.substring(0, slash));
    int bits = 8 * address.getAddress().length;
    int prefix = bits;
    if (slash >= 0) {
      String digits = text.substring(slash + 1);
      if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > bits) {
        throw unclear(text);
      }
      prefix = Integer.parseInt(digits);
    }
    InetAddress network = network(address, prefix);
    if (!network.equals(address)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" has bits beyond its prefix; the range is "
              + network.getHostAddress()
              + "/"
              + prefix);
    }
    return new Cidr(address, prefix);
  }

  private static InetAddress literal(String text, String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(unclear(text).getMessage(), e);
    }
  }

  private static IllegalArgumentException unclear(String text) {
    return new IllegalArgumentException(
        "not a range of addresses: \"" + text + "\"; write one such as 192.0.2.0/24");
  }

  private static InetAddress network(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(prefix - 8L * i, 0, 8);
      bytes[i] &= (byte) (0xFF00 >> kept);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an address is in the range. */
  public boolean contains(InetAddress address) {
    byte[] wanted = network.getAddress();
    byte[] asked = address.getAddress();
    if (wanted.length != asked.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (wanted[i] != asked[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || ((wanted[whole] ^ asked[whole]) & (0xFF00 >> rest) & 0xFF) == 0;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}
