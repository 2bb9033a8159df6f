package io.logboom.outputs.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** Tells what an answer means. Safe for use by many threads. */
final class Judge {
  private static final int EXCERPT = 200;

  private final HttpOutputConfig config;
  private final InstantSource clock;
  private final List<String> secrets;

  /**
   * @param secrets what an answer may repeat but nobody may see
   */
  Judge(HttpOutputConfig config, InstantSource clock, List<String> secrets) {
    this.config = config;
    this.clock = clock;
    // The longest first, so that a part of one does not keep the whole from being found.
    this.secrets =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  Verdict of(Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Verdict.Delivered();
    }
    String reason = describe(answer);
    if (matches(config.splitOn(), status)) {
      return new Verdict.TooMany(reason);
    }
    // A redirect or a proxy that wants a password says nothing of the events.
    boolean elsewhere = status < 400 || status == 407 || status > 599;
    if (elsewhere || matches(config.retryOn(), status)) {
      var after =
          answer
              .headers()
              .firstValue("Retry-After")
              .flatMap(text -> RetryAfter.parse(text, clock.instant()))
              .map(this::capped);
      return new Verdict.Later(reason, after);
    }
    return new Verdict.Refused(reason);
  }

  private Duration capped(Duration asked) {
    return asked.compareTo(config.maxRetryAfter()) > 0 ? config.maxRetryAfter() : asked;
  }

  private static boolean matches(List<StatusPattern> patterns, int status) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(status));
  }

  /** One line for people: who said what, and the beginning of the reason given. */
  String describe(Answer answer) {
    String text = answer.beginning();
    for (var secret : secrets) {
      text = text.replace(secret, "<secret>");
    }
    text = text.replaceAll("[\\p{Cntrl}\\s\\p{C}]+", " ").strip();
    if (text.length() > EXCERPT) {
      text = text.substring(0, EXCERPT) + "...";
    }
    String said = config.endpoint() + " said " + answer.status();
    if (answer.status() >= 300 && answer.status() < 400) {
      said += ", a redirect, which is not followed";
    }
    return text.isEmpty() ? said : said + ": " + text;
  }
}
