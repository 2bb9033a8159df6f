package io.logboom.inputs.aws;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What went wrong with a request, in words of our own.
 *
 * @param reason the kind, for counters; kebab-case
 * @param message for people
 * @param status the HTTP status, 0 when nobody answered
 * @param passing whether the same request may succeed later with nobody changing anything
 */
public record AwsFault(String reason, String message, int status, boolean passing) {

  /** The reason of who is asked too often. */
  public static final String THROTTLED = "throttled";

  /** Reads an exception of the SDK. */
  public static AwsFault of(SdkException exception) {
    if (!(exception instanceof AwsServiceException service)) {
      String message = Optional.ofNullable(exception.getMessage()).orElse(exception.toString());
      return message.contains("credentials")
          ? new AwsFault("no-credentials", message, 0, false)
          : new AwsFault("unreachable", message + cause(exception), 0, true);
    }
    int status = service.statusCode();
    String code = "";
    String text = "";
    if (service.awsErrorDetails() != null) {
      code = Optional.ofNullable(service.awsErrorDetails().errorCode()).orElse("");
      text = Optional.ofNullable(service.awsErrorDetails().errorMessage()).orElse("");
    }
    String message = ((code.isEmpty() ? "HTTP " + status : code) + " " + text).strip();
    if (service.isThrottlingException()
        || status == 429
        || code.equals("SlowDown")
        || code.equals("KMSThrottlingException")) {
      return new AwsFault(THROTTLED, message, status, true);
    }
    if (status >= 500) {
      return new AwsFault("server-error", message, status, true);
    }
    return new AwsFault(reason(status, code, text), message, status, false);
  }

  private static String reason(int status, String code, String text) {
    return switch (code) {
      case "NoSuchKey", "NoSuchVersion" -> "not-found";
      case "NoSuchBucket" -> "no-bucket";
      case "PermanentRedirect",
          "TemporaryRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          "wrong-region";
      case "InvalidObjectState" -> "archived";
      case "PreconditionFailed", "InvalidRange" -> "changed";
      case "ExpiredToken",
          "ExpiredTokenException",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired",
          "InvalidToken",
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "RequestExpired",
          "RequestTimeTooSkewed" ->
          "bad-credentials";
      case "ResourceNotFoundException" -> "not-found";
      default -> {
        if (code.startsWith("KMS") || kms(code, text)) {
          yield "kms-denied";
        }
        if (role(code, text)) {
          yield "role-denied";
        }
        // Services that speak JSON refuse with 400.
        yield code.startsWith("AccessDenied") ? "access-denied" : byStatus(status);
      }
    };
  }

  /** S3 gives a refusal of KMS the same code as its own; only the text tells them apart. */
  private static boolean kms(String code, String text) {
    return code.startsWith("AccessDenied")
        && (text.contains("kms:") || text.contains("KMS") || text.contains("ciphertext"));
  }

  /**
   * The refusal came from the way to the role's credentials, not from the request made with them.
   */
  private static boolean role(String code, String text) {
    return code.startsWith("AccessDenied") && text.contains("sts:AssumeRole");
  }

  private static String byStatus(int status) {
    return switch (status) {
      case 301, 307 -> "wrong-region";
      case 401, 403 -> "access-denied";
      // S3 says 405 of a version that is a delete marker.
      case 404, 405 -> "not-found";
      case 412, 416 -> "changed";
      default -> "refused";
    };
  }

  private static String cause(SdkException exception) {
    Throwable cause = exception.getCause();
    return cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
  }
}
