package io.logboom.inputs.net;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where to listen: the option {@code listen} of every input that does, {@code 0.0.0.0:6514} or
 * {@code [::1]:6514}.
 *
 * @param host an address or a name of this machine's, an IPv6 address without its brackets
 * @param port from 0, which leaves the choice to the system, to 65535
 */
public record ListenAddress(String host, int port) {

  /**
   * Parses one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ListenAddress of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    // Outside of brackets a colon would make it unclear where the port begins.
    if (host.isEmpty() || bracketed != host.contains(":") || !host.equals(host.strip())) {
      throw unclear(text);
    }
    String port = text.substring(colon + 1);
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
      throw unclear(text);
    }
    return new ListenAddress(host, Integer.parseInt(port));
  }

  private static IllegalArgumentException unclear(String text) {
    return new IllegalArgumentException(
        "not an address to listen on: \""
            + text
            + "\"; write one such as 0.0.0.0:6514, 127.0.0.1:6514 or [::]:6514");
  }

  /**
   * The address as the system wants it.
   *
   * @throws UnknownHostException when there is no host of that name
   */
  InetSocketAddress resolve() throws UnknownHostException {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException(host);
    }
    return address;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
