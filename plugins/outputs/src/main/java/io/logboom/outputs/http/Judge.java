package io.logboom.outputs.http;

import io.logboom.outputs.net.Answer;
import io.logboom.outputs.net.RetryAfter;
import java.time.InstantSource;
import java.util.List;

/** Tells what an answer means. Safe for use by many threads. */
final class Judge {
  private final HttpOutputConfig config;
  private final InstantSource clock;
  private final List<String> secrets;

  /**
   * @param secrets what an answer may repeat but nobody may see
   */
  Judge(HttpOutputConfig config, InstantSource clock, List<String> secrets) {
    this.config = config;
    this.clock = clock;
    this.secrets = secrets;
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
      var after = RetryAfter.of(answer, clock.instant(), config.maxRetryAfter());
      return new Verdict.Later(reason, after);
    }
    return new Verdict.Refused(reason);
  }

  private static boolean matches(List<StatusPattern> patterns, int status) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(status));
  }

  /** One line for people: who said what, and the beginning of the reason given. */
  String describe(Answer answer) {
    String text = answer.excerpt(secrets);
    String said = config.endpoint() + " said " + answer.status();
    if (answer.status() >= 300 && answer.status() < 400) {
      said += ", a redirect, which is not followed";
    }
    return text.isEmpty() ? said : said + ": " + text;
  }
}
