package io.logboom.inputs.aws;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The HTTP client of the SDK's clients: blocking, over the JDK's own, light on memory. */
public final class Http {
  private static final Duration CONNECT = Duration.ofSeconds(5);

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
