package io.logboom.inputs.kinesis;

import io.logboom.inputs.aws.Http;
import io.logboom.inputs.aws.Identity;
import io.logboom.inputs.aws.Regions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.Http2Configuration;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Clients that talk to AWS, or to where the configuration says. Each is made when it is first asked
 * for, so that an agent with local leases starts no Netty; making them connects to nobody.
 */
final class AwsClients implements Clients {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** What the Kinesis Client Library's own builder has for fan-out (KinesisClientUtil). */
  private static final int WINDOW = 512 << 10;

  private static final Duration PING = Duration.ofSeconds(60);

  /** Requests that wait for a connection wait here instead of in the client's queue. */
  private static final int CONNECTIONS = 64;

  private static final int LOOPS = 2;

  private final KinesisInputConfig config;
  private final Counters counters;
  private final Region region;
  private final List<SdkAutoCloseable> closeables = new ArrayList<>();
  private final SdkHttpClient http;
  private final Identity identity;
  private @Nullable KinesisClient kinesis;
  private @Nullable KinesisAsyncClient kinesisAsync;
  private @Nullable DynamoDbAsyncClient dynamoDb;
  private @Nullable CloudWatchAsyncClient cloudWatch;
  private @Nullable SdkAsyncHttpClient asyncHttp;

  /**
   * @throws IllegalArgumentException when there is no telling the region
   */
  AwsClients(KinesisInputConfig config, Counters counters) {
    this.config = config;
    this.counters = counters;
    this.region = Regions.find(config.region(), config.stream().region());
    this.http = kept(Http.client(SILENCE));
    this.identity =
        Identity.of(config.credentials(), region, config.stsEndpoint().or(config::endpoint), http);
  }

  @Override
  public String region() {
    return region.id();
  }

  @Override
  public synchronized KinesisClient kinesis() {
    if (kinesis == null) {
      kinesis =
          kept(common(KinesisClient.builder().httpClient(http), config.kinesisEndpoint()).build());
    }
    return kinesis;
  }

  @Override
  public synchronized KinesisAsyncClient kinesisAsync() {
    if (kinesisAsync == null) {
      boolean fanOut = config.retrieval() == KinesisInputConfig.Retrieval.FAN_OUT;
      var limit = new FetchLimit(config.fetchSize().bytes());
      kinesisAsync =
          kept(
              common(
                      KinesisAsyncClient.builder().httpClient(fanOut ? http2() : asyncHttp()),
                      config.kinesisEndpoint(),
                      new FetchInterceptor(limit, counters))
                  .build());
    }
    return kinesisAsync;
  }

  @Override
  public synchronized DynamoDbAsyncClient dynamoDb() {
    if (dynamoDb == null) {
      dynamoDb =
          kept(
              common(
                      DynamoDbAsyncClient.builder().httpClient(asyncHttp()),
                      config.dynamodbEndpoint())
                  .build());
    }
    return dynamoDb;
  }

  @Override
  public synchronized CloudWatchAsyncClient cloudWatch() {
    if (cloudWatch == null) {
      cloudWatch =
          kept(
              common(
                      CloudWatchAsyncClient.builder().httpClient(asyncHttp()),
                      config.cloudwatchEndpoint())
                  .build());
    }
    return cloudWatch;
  }

  private <B extends AwsClientBuilder<B, ?>> B common(
      B builder, Optional<URI> endpoint, ExecutionInterceptor... interceptors) {
    builder
        .region(region)
        .credentialsProvider(identity.provider())
        .overrideConfiguration(
            more -> {
              more.retryStrategy(RetryMode.STANDARD);
              for (var interceptor : interceptors) {
                more.addExecutionInterceptor(interceptor);
              }
            });
    endpoint.or(config::endpoint).ifPresent(builder::endpointOverride);
    return builder;
  }

  private SdkAsyncHttpClient asyncHttp() {
    if (asyncHttp == null) {
      asyncHttp =
          kept(
              NettyNioAsyncHttpClient.builder()
                  .maxConcurrency(CONNECTIONS)
                  .readTimeout(SILENCE)
                  .protocol(Protocol.HTTP1_1)
                  .eventLoopGroupBuilder(loops())
                  .build());
    }
    return asyncHttp;
  }

  /** Fan-out is pushed over HTTP/2: a stream for each shard, all of one connection or a few. */
  private SdkAsyncHttpClient http2() {
    return kept(
        NettyNioAsyncHttpClient.builder()
            .maxConcurrency(Integer.MAX_VALUE)
            .protocol(Protocol.HTTP2)
            .http2Configuration(
                Http2Configuration.builder()
                    .initialWindowSize(WINDOW)
                    .healthCheckPingPeriod(PING)
                    .build())
            .eventLoopGroupBuilder(loops())
            .build());
  }

  private static SdkEventLoopGroup.Builder loops() {
    return SdkEventLoopGroup.builder().numberOfThreads(LOOPS);
  }

  private <T extends SdkAutoCloseable> T kept(T closeable) {
    closeables.addFirst(closeable);
    return closeable;
  }

  @Override
  public synchronized void close() {
    identity.close();
    closeables.forEach(SdkAutoCloseable::close);
  }
}
