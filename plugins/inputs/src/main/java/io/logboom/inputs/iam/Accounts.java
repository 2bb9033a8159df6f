package io.logboom.inputs.iam;

import io.logboom.inputs.aws.Credentials;
import io.logboom.inputs.aws.Identity;
import io.logboom.inputs.aws.Regions;
import io.logboom.spi.Context;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The accounts of one input, each with clients of its own. Making them connects to nobody. */
final class Accounts implements AutoCloseable {
  static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::(\\d{12}):role/\\S+");

  /** Waits double up to 20 s, so this bears a throttled account for a minute. */
  private static final int ATTEMPTS = 8;

  private final List<Account> all;
  private final List<SdkAutoCloseable> closeables;

  private Accounts(List<Account> all, List<SdkAutoCloseable> closeables) {
    this.all = all;
    this.closeables = closeables;
  }

  /**
   * Makes them.
   *
   * @param http closed with the accounts
   */
  static Accounts of(IamInputConfig config, Context context, SdkHttpClient http) {
    Region region = Regions.findOr(config.region(), Region.US_EAST_1);
    List<SdkAutoCloseable> closeables = new ArrayList<>();
    closeables.add(http);
    var counters = new Counters(context);
    var accounts = new ArrayList<Account>();
    for (Credentials credentials : credentials(config)) {
      accounts.add(account(config, credentials, region, http, counters, closeables));
    }
    return new Accounts(List.copyOf(accounts), closeables);
  }

  private static List<Credentials> credentials(IamInputConfig config) {
    if (config.roles().isEmpty()) {
      return List.of(config.credentials());
    }
    return config.roles().stream().map(role -> withRole(config, role)).toList();
  }

  private static Credentials withRole(IamInputConfig config, String role) {
    var own = config.credentials();
    return new Credentials(
        own.from(),
        own.profile(),
        own.accessKeyId(),
        own.secretAccessKey(),
        own.sessionToken(),
        own.webIdentity(),
        new Credentials.AssumeRole(
            Optional.of(role),
            config.externalId(),
            own.assumeRole().sessionName(),
            own.assumeRole().duration()));
  }

  private static Account account(
      IamInputConfig config,
      Credentials credentials,
      Region region,
      SdkHttpClient http,
      Counters counters,
      List<SdkAutoCloseable> closeables) {
    Optional<URI> stsEndpoint = config.stsEndpoint().or(config::endpoint);
    var identity = Identity.of(credentials, region, stsEndpoint, http);
    closeables.addFirst(identity::close);
    var iam =
        IamClient.builder()
            .region(region)
            .credentialsProvider(identity.provider())
            .httpClient(http)
            .overrideConfiguration(
                more ->
                    more.retryStrategy(
                            AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .addExecutionInterceptor(new RequestCount(counters)));
    config.endpoint().ifPresent(iam::endpointOverride);
    var sts =
        StsClient.builder()
            .region(region)
            .credentialsProvider(identity.provider())
            .httpClient(http);
    stsEndpoint.ifPresent(sts::endpointOverride);
    Optional<String> role = credentials.assumeRole().roleArn();
    Optional<String> told =
        config
            .account()
            .or(() -> role.map(ROLE::matcher).filter(Matcher::matches).map(arn -> arn.group(1)));
    IamClient iamClient = iam.build();
    closeables.addFirst(iamClient);
    StsClient stsClient = sts.build();
    closeables.addFirst(stsClient);
    String label = role.or(() -> told).orElse("the account of the credentials");
    return new Account(iamClient, stsClient, told, label);
  }

  List<Account> all() {
    return all;
  }

  @Override
  public void close() {
    closeables.forEach(SdkAutoCloseable::close);
  }
}
