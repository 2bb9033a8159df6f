package io.logboom.outputs.sns;

import java.util.Locale;
import java.util.Set;

/**
 * What a code of SNS speaks of: the message, which then is rejected, or anything else, so that it
 * is tried again. Nobody's message is given up because of a wrong permission.
 */
final class Refusal {
  /** API reference of PublishBatch, and common errors; without {@code Exception}. */
  private static final Set<String> OF_MESSAGE =
      Set.of(
          "InvalidParameter",
          "InvalidParameterValue",
          "ParameterValueInvalid",
          "InvalidMessageContents",
          "ValidationError",
          "Validation",
          "BatchRequestTooLong",
          "BatchEntryIdsNotDistinct",
          "InvalidBatchEntryId",
          "TooManyEntriesInBatchRequest");

  private Refusal() {}

  /** Whether it is about the message, however often it is sent. */
  static boolean ofMessage(String code, String said) {
    return OF_MESSAGE.contains(bare(code)) && !said.contains("TopicArn");
  }

  /** The same of a single message, whose fault SNS says whether it is the sender's. */
  static boolean ofMessage(String code, String said, boolean senderFault) {
    return ofMessage(code, said) || (senderFault && advice(code, "").isEmpty() && !passing(code));
  }

  private static boolean passing(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    return lower.contains("throttl")
        || lower.contains("internal")
        || lower.contains("unavailable")
        || lower.contains("timeout");
  }

  /** What to do about it; nothing when the code is none of those that speak of the topic. */
  static String advice(String code, String topic) {
    String bare = bare(code);
    if (bare.startsWith("KMS") && !passing(bare)) {
      return "the key that "
          + topic
          + " is encrypted with cannot be used; allow kms:GenerateDataKey* and kms:Decrypt on it";
    }
    return switch (bare) {
      case "AuthorizationError", "AccessDenied" ->
          "the credentials may not publish to " + topic + "; allow sns:Publish";
      case "NotFound", "TopicNotFound", "ResourceNotFound" -> "there is no topic " + topic;
      case "InvalidSecurity", "InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken" ->
          "the credentials are not right";
      default -> "";
    };
  }

  private static String bare(String code) {
    return code.endsWith("Exception") ? code.substring(0, code.length() - 9) : code;
  }
}
