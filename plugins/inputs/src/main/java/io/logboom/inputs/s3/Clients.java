package io.logboom.inputs.s3;

import io.logboom.inputs.aws.Http;
import io.logboom.inputs.aws.Identity;
import io.logboom.inputs.aws.QueueUrl;
import io.logboom.inputs.aws.Regions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients of one input. Making them connects to nobody. Safe for use by many threads. */
final class Clients implements AutoCloseable {
  /** How much longer than its wait time a long poll may take. */
  private static final Duration POLL_MARGIN = Duration.ofSeconds(15);

  /** A request about visibility that hangs must give up well before the visibility does. */
  private static final Duration CALL = Duration.ofSeconds(10);

  private static final Duration BODY = Duration.ofSeconds(30);

  private final S3InputConfig config;
  private final List<SdkAutoCloseable> closeables = new ArrayList<>();
  private final SdkHttpClient polling;
  private final SdkHttpClient calling;
  private final Region region;
  private final Identity identity;
  private final S3Client s3;
  private final List<SqsQueue> queues;
  private final Optional<SqsQueue> park;

  /**
   * Makes the clients.
   *
   * @throws IllegalArgumentException when there is no telling the region
   */
  Clients(S3InputConfig config) {
    this.config = config;
    this.region = Regions.find(config.region(), config.queues().getFirst().region());
    this.polling = kept(Http.client(config.waitTime().plus(POLL_MARGIN)));
    this.calling = kept(Http.client(CALL));
    this.identity =
        Identity.of(
            config.credentials(), region, config.stsEndpoint().or(config::endpoint), calling);
    this.s3 = kept(s3(kept(Http.client(BODY))));
    this.queues = config.queues().stream().map(this::queue).toList();
    this.park = config.parkQueueUrl().map(this::queue);
  }

  S3Client s3() {
    return s3;
  }

  List<SqsQueue> queues() {
    return queues;
  }

  Optional<SqsQueue> park() {
    return park;
  }

  private S3Client s3(SdkHttpClient http) {
    var builder =
        S3Client.builder()
            .region(region)
            .credentialsProvider(identity.provider())
            .httpClient(http)
            .forcePathStyle(config.pathStyle())
            // A bucket elsewhere answers with its region; the client goes there and remembers it.
            .crossRegionAccessEnabled(true)
            // A part of an object comes with the checksum of the whole, or with none.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(more -> more.retryStrategy(RetryMode.STANDARD));
    config.s3Endpoint().or(config::endpoint).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private SqsQueue queue(QueueUrl address) {
    return new SqsQueue(address, kept(sqs(address, polling)), kept(sqs(address, calling)));
  }

  private SqsClient sqs(QueueUrl address, SdkHttpClient http) {
    Optional<URI> endpoint = config.sqsEndpoint().or(config::endpoint).or(address::endpoint);
    var builder =
        SqsClient.builder()
            .region(address.region().map(Region::of).orElse(region))
            .credentialsProvider(identity.provider())
            .httpClient(http)
            .overrideConfiguration(more -> more.retryStrategy(RetryMode.STANDARD));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private <T extends SdkAutoCloseable> T kept(T closeable) {
    closeables.addFirst(closeable);
    return closeable;
  }

  @Override
  public void close() {
    identity.close();
    closeables.forEach(SdkAutoCloseable::close);
  }
}
