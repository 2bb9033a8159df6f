package io.logboom.outputs.secops;

import java.net.URI;
import java.util.Set;

/** Tokens do not travel in the clear: plain HTTP is for this machine alone. */
final class Plain {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private Plain() {}

  /**
   * Lets https pass, and http to this machine.
   *
   * @throws IllegalArgumentException says that {@code name} must be something else
   */
  static void check(String name, URI address) {
    String host = String.valueOf(address.getHost());
    boolean fits =
        "https".equalsIgnoreCase(address.getScheme())
            ? address.getHost() != null
            : "http".equalsIgnoreCase(address.getScheme()) && LOCAL.contains(host);
    if (!fits) {
      throw new IllegalArgumentException(name + " must begin with https:// (tokens go there)");
    }
  }
}
