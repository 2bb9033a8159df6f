package io.logboom.core.config;

import java.net.InetSocketAddress;

/**
 * Where something listens: {@code 127.0.0.1:9600}, {@code [::1]:9600}, {@code localhost:9600}.
 *
 * @param host a name or an address, without brackets
 * @param port 0 for any that is free
 */
public record HostPort(String host, int port) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static HostPort of(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.isEmpty()
        || host.contains(":") != bracketed
        || !port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException(
          "expected an address and a port such as 127.0.0.1:9600 or [::1]:9600, not \""
              + text
              + '"');
    }
    return new HostPort(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  /** The address to bind; asks for a name's. */
  public InetSocketAddress resolved() {
    return new InetSocketAddress(host, port);
  }

  /** Whether it is written as one that only this machine gets to. */
  public boolean loopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
