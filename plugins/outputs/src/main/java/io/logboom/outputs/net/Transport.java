package io.logboom.outputs.net;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a server is reached, by whatever request.
 *
 * @param tls whom the agent trusts, and its certificate
 * @param proxy through which requests go
 * @param connectTimeout for a connection, TLS included
 * @param requestTimeout for a request and the answer to it, to its end
 */
public record Transport(
    Tls tls, Optional<URI> proxy, Duration connectTimeout, Duration requestTimeout) {

  public Transport {
    proxy.ifPresent(Transport::checkProxy);
    for (var timeout : List.of(connectTimeout, requestTimeout)) {
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException("a timeout must be longer than nothing");
      }
    }
  }

  private static void checkProxy(URI proxy) {
    if (!"http".equals(proxy.getScheme())
        || proxy.getHost() == null
        || proxy.getPort() < 0
        || proxy.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "proxy must look like http://proxy.example.com:3128, without a user");
    }
  }
}
