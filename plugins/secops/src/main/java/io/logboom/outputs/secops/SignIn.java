package io.logboom.outputs.secops;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.logboom.outputs.net.Answer;
import io.logboom.spi.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Signs the agent in to Google and keeps its token: a new one is fetched minutes before the old one
 * runs out, and the old one used for as long as that fails. Safe for use by many threads.
 */
final class SignIn {
  /** What can be given by name: a person's own credentials are not among them. */
  private static final Set<String> MACHINES =
      Set.of("service_account", "external_account", "impersonated_service_account");

  /** What the environment may hold besides. */
  private static final Set<String> ANYBODY =
      Set.of(
          "service_account", "external_account", "impersonated_service_account", "authorized_user");

  private static final int WORDS = 300;
  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(1);

  private final GoogleCredentials credentials;
  private final String account;
  private final Context context;
  private volatile List<String> secrets = List.of();
  private @Nullable Instant renewed;

  /**
   * @param scope what the token must be good for
   * @param environment gives a variable of the process, or null
   * @throws IOException says what is wrong with which file
   */
  SignIn(
      SecopsOutputConfig config,
      String scope,
      Context context,
      HttpTransportFactory transport,
      UnaryOperator<@Nullable String> environment)
      throws IOException {
    this.context = context;
    var unscoped =
        config.credentialsFile().isPresent()
            ? new CredentialsFile(config.credentialsFile().get(), MACHINES).read(context, transport)
            : ofEnvironment(context, transport, environment);
    // The engine tries again by itself.
    this.account =
        unscoped instanceof ServiceAccountCredentials key
            ? key.getClientEmail()
            : "the agent's identity";
    this.credentials =
        (unscoped instanceof ServiceAccountCredentials key
                ? key.createWithCustomRetryStrategy(false)
                : unscoped)
            .createScoped(List.of(scope));
  }

  /**
   * Application default credentials (google.aip.dev/auth/4110): the file a variable names, the file
   * that gcloud leaves, the metadata server of the machine. Looked up here because the library
   * keeps the first it finds for the life of the process.
   */
  private static GoogleCredentials ofEnvironment(
      Context context, HttpTransportFactory transport, UnaryOperator<@Nullable String> environment)
      throws IOException {
    String named = environment.apply("GOOGLE_APPLICATION_CREDENTIALS");
    if (named != null && !named.isEmpty()) {
      return new CredentialsFile(Path.of(named), ANYBODY).read(context, transport);
    }
    String folder = environment.apply("CLOUDSDK_CONFIG");
    String home = environment.apply("HOME");
    if (folder == null && home != null) {
      folder = home + "/.config/gcloud";
    }
    if (folder != null) {
      var left = Path.of(folder, "application_default_credentials.json");
      if (Files.exists(left)) {
        return new CredentialsFile(left, ANYBODY).read(context, transport);
      }
    }
    return ComputeEngineCredentials.newBuilder().setHttpTransportFactory(transport).build();
  }

  /** Who signs in, as far as known before. */
  String account() {
    return account;
  }

  /**
   * The headers that sign a request.
   *
   * @throws IOException when no token can be had now
   */
  Map<String, List<String>> headers(URI uri) throws IOException, InterruptedException {
    try {
      var headers = credentials.getRequestMetadata(uri);
      secrets =
          headers.getOrDefault("Authorization", List.of()).stream().map(SignIn::bare).toList();
      return headers;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  /**
   * Fetches another token when one has been turned down before its time, but not again and again.
   *
   * @return whether it is worth another try
   */
  synchronized boolean renew() throws IOException, InterruptedException {
    var now = context.clock().instant();
    if (renewed != null && now.isBefore(renewed.plus(BETWEEN_RENEWALS))) {
      return false;
    }
    renewed = now;
    try {
      credentials.refresh();
      return true;
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private IOException failure(Exception e) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while signing in");
    }
    var said = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return new IOException(
        "cannot sign in to Google as " + account + ": " + Answer.excerpt(said, secrets, WORDS), e);
  }

  private static String bare(String header) {
    return header.replaceFirst("^Bearer ", "");
  }

  /** What an answer may repeat but nobody may see. */
  List<String> secrets() {
    return secrets;
  }
}
