package io.logboom.inputs.aws;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP client of the SDK's clients: blocking, over the JDK's own, light on memory. */
public final class Http {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  static {
    // The JDK keeps five idle connections to a host and closes the rest; with more requests at once
    // than that nearly each would begin with a handshake. Read once, before the first connection.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "64");
    }
  }

  private Http() {}

  /**
   * Makes a client.
   *
   * @param read how long the other side may be silent; for a long poll more than its wait time
   */
  public static SdkHttpClient client(Duration read) {
    return UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(read).build();
  }
}
