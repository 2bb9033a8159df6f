package io.logboom.outputs.aws;

import io.logboom.inputs.aws.Credentials;
import io.logboom.inputs.aws.Http;
import io.logboom.inputs.aws.Identity;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The way to a service of AWS. Making one connects to nobody. A request is made once: trying again
 * is the engine's. Safe for use by many threads.
 */
public final class Access implements AutoCloseable {
  private final Region region;
  private final Optional<URI> endpoint;
  private final SdkHttpClient http;
  private final Identity identity;

  /**
   * @param endpoint where to ask instead of at AWS, STS included
   * @param stsEndpoint where to ask STS instead
   * @param answer how long the other side may be silent
   */
  public Access(
      Region region,
      Optional<URI> endpoint,
      Optional<URI> stsEndpoint,
      Credentials credentials,
      Duration answer) {
    this.region = region;
    this.endpoint = endpoint;
    this.http = Http.client(answer);
    this.identity = Identity.of(credentials, region, stsEndpoint.or(() -> endpoint), http);
  }

  /** Makes a client of that service; not closed with this. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    builder
        .region(region)
        .credentialsProvider(identity.provider())
        .httpClient(http)
        .overrideConfiguration(more -> more.retryStrategy(AwsRetryStrategy.doNotRetry()));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /**
   * Asks.
   *
   * @throws AwsException when the answer is a fault, or there is none
   */
  public static <T> T ask(Supplier<T> question) throws AwsException, InterruptedException {
    try {
      return question.get();
    } catch (SdkException e) {
      if (Thread.interrupted() || e instanceof AbortedException) {
        var interrupted = new InterruptedException("while waiting for an answer");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw new AwsException(e);
    }
  }

  @Override
  public void close() {
    identity.close();
    http.close();
  }
}
