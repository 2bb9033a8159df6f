package io.logboom.outputs.ses;

import java.util.Locale;

/** What a code of SES speaks of (API reference of SendRawEmail, and common errors). */
enum Refusal {
  /** The mail, however often it is sent. */
  MAIL,
  /** The mails of a day. */
  QUOTA,
  /** Anything else: permissions, addresses not verified, pauses, the rate, SES itself. */
  OTHER;

  static Refusal of(String code, String said) {
    return switch (bare(code)) {
      case "MessageRejected" -> said.contains("not verified") ? OTHER : MAIL;
      case "InvalidParameterValue", "ValidationError" -> MAIL;
      case "Throttling", "LimitExceeded" ->
          said.toLowerCase(Locale.ROOT).contains("quota") ? QUOTA : OTHER;
      default -> OTHER;
    };
  }

  /** What to do about it; nothing when SES says it best. */
  static String advice(String code, String said, String asked) {
    return switch (bare(code)) {
      case "AccessDenied" -> "the credentials may not do it; allow ses:" + asked;
      case "MessageRejected", "MailFromDomainNotVerified" ->
          "have the sender verified, and the recipients as long as the account is in the sandbox";
      case "ConfigurationSetDoesNotExist" -> "configuration-set names none there is";
      case "AccountSendingPaused", "ConfigurationSetSendingPaused" -> "sending is paused at SES";
      case "Throttling", "LimitExceeded" ->
          said.toLowerCase(Locale.ROOT).contains("quota")
              ? "the account has sent as many mails as it may in 24 hours"
              : "the account sends more mails a second than it may";
      default -> "";
    };
  }

  private static String bare(String code) {
    return code.endsWith("Exception") ? code.substring(0, code.length() - 9) : code;
  }
}
