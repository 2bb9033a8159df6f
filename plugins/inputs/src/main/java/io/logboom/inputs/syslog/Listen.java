package io.logboom.inputs.syslog;

import io.logboom.inputs.net.ListenAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where to listen for what: {@code udp://0.0.0.0:514}, {@code tls://[::]:6514}.
 *
 * @param address without the protocol
 */
public record Listen(Protocol protocol, ListenAddress address) {

  /**
   * Parses one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Listen of(String text) {
    int colon = text.indexOf("://");
    String word = colon < 0 ? "" : text.substring(0, colon);
    for (var protocol : Protocol.values()) {
      if (protocol.toString().equals(word)) {
        return new Listen(protocol, ListenAddress.of(text.substring(colon + 3)));
      }
    }
    String known =
        Arrays.stream(Protocol.values())
            .map(protocol -> protocol.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "\"" + text + "\" does not begin with one of " + known + "; write udp://0.0.0.0:514");
  }

  @Override
  public String toString() {
    return protocol + "://" + address;
  }
}
