package io.logboom.inputs.aws;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials at work: asked at every request, renewed before they run out. Nothing is asked of
 * anybody before the first request. Safe for use by many threads.
 */
public final class Identity implements AutoCloseable {
  private final AwsCredentialsProvider provider;
  private final List<SdkAutoCloseable> closeables;

  private Identity(AwsCredentialsProvider provider, List<SdkAutoCloseable> closeables) {
    this.provider = provider;
    this.closeables = closeables;
  }

  /**
   * Makes one.
   *
   * @param region where STS is asked for roles
   * @param stsEndpoint where instead
   * @param http not closed with the identity
   */
  public static Identity of(
      Credentials credentials, Region region, Optional<URI> stsEndpoint, SdkHttpClient http) {
    List<SdkAutoCloseable> closeables = new ArrayList<>();
    Function<AwsCredentialsProvider, StsClient> sts =
        provider -> {
          var builder =
              StsClient.builder().region(region).httpClient(http).credentialsProvider(provider);
          stsEndpoint.ifPresent(builder::endpointOverride);
          return kept(builder.build(), closeables);
        };
    AwsCredentialsProvider own = own(credentials, sts);
    if (own instanceof SdkAutoCloseable closeable) {
      kept(closeable, closeables);
    }
    var role = credentials.assumeRole();
    if (role.roleArn().isEmpty()) {
      return new Identity(own, closeables);
    }
    var assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts.apply(own))
            .refreshRequest(
                request ->
                    request
                        .roleArn(role.roleArn().orElseThrow())
                        .externalId(role.externalId().orElse(null))
                        .roleSessionName(role.sessionName())
                        .durationSeconds(Math.toIntExact(role.duration().toSeconds())))
            .build();
    return new Identity(kept(assumed, closeables), closeables);
  }

  /** The last one made is closed first. */
  private static <T extends SdkAutoCloseable> T kept(T closeable, List<SdkAutoCloseable> all) {
    all.addFirst(closeable);
    return closeable;
  }

  private static AwsCredentialsProvider own(
      Credentials credentials, Function<AwsCredentialsProvider, StsClient> sts) {
    return switch (credentials.from()) {
      case DEFAULT -> DefaultCredentialsProvider.builder().build();
      case PROFILE -> ProfileCredentialsProvider.create(credentials.profile().orElseThrow());
      case STATIC -> StaticCredentialsProvider.create(keys(credentials));
      case WEB_IDENTITY -> {
        // The token is what proves who asks: such a request is not signed.
        var builder =
            StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts.apply(AnonymousCredentialsProvider.create()))
                .roleSessionName(credentials.assumeRole().sessionName());
        credentials.webIdentity().roleArn().ifPresent(builder::roleArn);
        credentials.webIdentity().tokenFile().ifPresent(builder::webIdentityTokenFile);
        yield builder.build();
      }
    };
  }

  private static software.amazon.awssdk.auth.credentials.AwsCredentials keys(
      Credentials credentials) {
    String id = credentials.accessKeyId().orElseThrow().reveal();
    String secret = credentials.secretAccessKey().orElseThrow().reveal();
    return credentials.sessionToken().isPresent()
        ? AwsSessionCredentials.create(id, secret, credentials.sessionToken().get().reveal())
        : AwsBasicCredentials.create(id, secret);
  }

  /** For the clients of the SDK. */
  public AwsCredentialsProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    closeables.forEach(SdkAutoCloseable::close);
  }
}
