package io.logboom.outputs.net;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where requests go. Paths and queries of such addresses often hold tokens, so only scheme, host
 * and port are ever shown.
 */
public final class Endpoint {
  private final URI uri;

  private Endpoint(URI uri) {
    this.uri = uri;
  }

  /**
   * Parses an address.
   *
   * @throws IllegalArgumentException with what is wrong, but without the address
   */
  public static Endpoint of(String text) {
    try {
      var uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        throw new IllegalArgumentException(
            "expected an address such as https://siem.example.com/in");
      }
      if (uri.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "a user in the address is not allowed: use auth { type = basic, username, password }");
      }
      if (uri.getRawFragment() != null) {
        throw new IllegalArgumentException("an address with a # cannot be asked for");
      }
      return new Endpoint(uri);
    } catch (URISyntaxException e) {
      // Without its cause, which holds the whole address.
      throw new IllegalArgumentException("not an address: " + e.getReason());
    }
  }

  /** The address itself, secrets included. */
  public URI uri() {
    return uri;
  }

  /** Whether it is asked for by TLS. */
  public boolean encrypted() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  /** What must not be shown: the query, as it is. Empty when there is none. */
  public String secret() {
    String query = uri.getRawQuery();
    return query == null ? "" : query;
  }

  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
