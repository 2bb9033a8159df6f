package io.logboom.inputs.aws;

import io.logboom.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who the agent is to AWS; the {@code credentials} section of an input.
 *
 * @param from where its own credentials come from
 * @param profile the profile of the shared configuration files, for {@code profile}
 * @param accessKeyId for {@code static}
 * @param secretAccessKey for {@code static}
 * @param sessionToken for {@code static}, when the keys are temporary ones
 * @param webIdentity for {@code web-identity}
 * @param assumeRole the role to take on with these credentials
 */
public record Credentials(
    From from,
    Optional<String> profile,
    Optional<Secret> accessKeyId,
    Optional<Secret> secretAccessKey,
    Optional<Secret> sessionToken,
    WebIdentity webIdentity,
    AssumeRole assumeRole) {

  /** Where credentials come from. */
  public enum From {
    /**
     * Environment, system properties, shared files, web identity, container, instance: the first
     * that has any.
     */
    DEFAULT,
    /** A named profile of the shared configuration files. */
    PROFILE,
    /** Keys that stand in the configuration. */
    STATIC,
    /**
     * A token in a file, as Kubernetes and CI systems give it, changed for a role's credentials.
     */
    WEB_IDENTITY;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A web identity; what is absent comes from the environment ({@code AWS_ROLE_ARN}, {@code
   * AWS_WEB_IDENTITY_TOKEN_FILE}).
   *
   * @param roleArn the role the token is changed for
   * @param tokenFile where the token lies
   */
  public record WebIdentity(Optional<String> roleArn, Optional<Path> tokenFile) {}

  /**
   * A role to take on: how one agent reads in many accounts.
   *
   * @param roleArn none is taken on when absent
   * @param externalId what the role's owner asks for beside the credentials
   * @param sessionName how the agent appears in CloudTrail
   * @param duration how long each set of credentials is good for
   */
  public record AssumeRole(
      Optional<String> roleArn,
      Optional<String> externalId,
      String sessionName,
      Duration duration) {

    /** Checks what STS would refuse (API reference of AssumeRole). */
    public AssumeRole {
      if (externalId.isPresent() && roleArn.isEmpty()) {
        throw new IllegalArgumentException("external-id is there without role-arn");
      }
      if (!sessionName.matches("[\\w+=,.@-]{2,64}")) {
        throw new IllegalArgumentException(
            "session-name must be 2 to 64 letters, digits or any of _+=,.@-");
      }
      if (duration.compareTo(Duration.ofMinutes(15)) < 0
          || duration.compareTo(Duration.ofHours(12)) > 0) {
        throw new IllegalArgumentException("duration must be from 15m to 12h");
      }
    }
  }

  /** Checks that what is given belongs to {@code from}, and that nothing it needs is missing. */
  public Credentials {
    requireOnly(profile.isPresent(), from == From.PROFILE, "profile", "profile");
    requireOnly(
        accessKeyId.isPresent() || secretAccessKey.isPresent() || sessionToken.isPresent(),
        from == From.STATIC,
        "static",
        "access-key-id, secret-access-key and session-token");
    requireOnly(
        webIdentity.roleArn().isPresent() || webIdentity.tokenFile().isPresent(),
        from == From.WEB_IDENTITY,
        "web-identity",
        "web-identity");
    if (from == From.PROFILE && profile.isEmpty()) {
      throw new IllegalArgumentException("from = profile needs profile");
    }
    if (from == From.STATIC && (accessKeyId.isEmpty() || secretAccessKey.isEmpty())) {
      throw new IllegalArgumentException("from = static needs access-key-id and secret-access-key");
    }
  }

  private static void requireOnly(boolean given, boolean allowed, String from, String options) {
    if (given && !allowed) {
      throw new IllegalArgumentException(options + " may only be given with from = " + from);
    }
  }
}
