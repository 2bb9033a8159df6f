package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.aws.Http;
import io.logboom.inputs.aws.Identity;
import io.logboom.inputs.aws.Regions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients of one input. Making them connects to nobody. Safe for use by many threads. */
final class Clients implements AutoCloseable {
  /** FilterLogEvents may search for long before it answers. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final Pattern ROLE = Pattern.compile("arn:[^:]*:iam::(\\d{12}):.*");

  private final List<SdkAutoCloseable> closeables = new ArrayList<>();
  private final Optional<String> account;
  private final String region;
  private final CloudWatchLogsClient logs;
  private final StsClient sts;

  /**
   * Makes the clients.
   *
   * @throws IllegalArgumentException when there is no telling the region
   */
  Clients(CloudWatchInputConfig config) {
    Region found = Regions.find(config.region(), config.toldRegion());
    SdkHttpClient http = kept(Http.client(ANSWER));
    Optional<URI> stsEndpoint = config.stsEndpoint().or(config::endpoint);
    var identity = Identity.of(config.credentials(), found, stsEndpoint, http);
    closeables.addFirst(identity::close);
    var logsBuilder =
        CloudWatchLogsClient.builder()
            .region(found)
            .credentialsProvider(identity.provider())
            .httpClient(http)
            // Each request waits for the budget and is counted, so each is one of ours.
            .overrideConfiguration(more -> more.retryStrategy(AwsRetryStrategy.doNotRetry()));
    config.endpoint().ifPresent(logsBuilder::endpointOverride);
    var stsBuilder =
        StsClient.builder().region(found).credentialsProvider(identity.provider()).httpClient(http);
    stsEndpoint.ifPresent(stsBuilder::endpointOverride);
    this.account = told(config);
    this.region = found.id();
    this.logs = kept(logsBuilder.build());
    this.sts = kept(stsBuilder.build());
  }

  /** With clients of other making. */
  Clients(CloudWatchInputConfig config, CloudWatchLogsClient logs, StsClient sts) {
    this.account = told(config);
    this.region = config.region().or(config::toldRegion).orElse("us-east-1");
    this.logs = logs;
    this.sts = sts;
  }

  private static Optional<String> told(CloudWatchInputConfig config) {
    return config
        .account()
        .or(
            () ->
                config
                    .credentials()
                    .assumeRole()
                    .roleArn()
                    .map(ROLE::matcher)
                    .filter(Matcher::matches)
                    .map(role -> role.group(1)));
  }

  CloudWatchLogsClient logs() {
    return logs;
  }

  String region() {
    return region;
  }

  /**
   * The account whose credentials these are. Asks STS unless the configuration tells.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when STS does not say
   */
  String account(ServerClock clock) {
    return account.orElseGet(
        () -> {
          var answer = sts.getCallerIdentity();
          clock.saw(answer.sdkHttpResponse());
          return answer.account();
        });
  }

  private <T extends SdkAutoCloseable> T kept(T closeable) {
    closeables.addFirst(closeable);
    return closeable;
  }

  @Override
  public void close() {
    closeables.forEach(SdkAutoCloseable::close);
  }
}
