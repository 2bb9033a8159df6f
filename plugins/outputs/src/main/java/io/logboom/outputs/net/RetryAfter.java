package io.logboom.outputs.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code Retry-After}: seconds, or a date in any of the three forms (RFC 9110 §5.6.7). */
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

  private RetryAfter() {}

  /**
   * How long a server asks to be left alone, if it does.
   *
   * @param most the longest that is honoured
   */
  public static Optional<Duration> of(Answer answer, Instant now, Duration most) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .flatMap(text -> parse(text, now))
        .map(asked -> asked.compareTo(most) > 0 ? most : asked);
  }

  /** How long from now; nothing when it cannot be made out, no time when it has passed. */
  static Optional<Duration> parse(String text, Instant now) {
    String value = text.strip();
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    for (var form : forms(now)) {
      try {
        var date = LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC);
        return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
      } catch (DateTimeException e) {
        // Not of this form: the next one is tried.
      }
    }
    return Optional.empty();
  }

  private static List<DateTimeFormatter> forms(Instant now) {
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    return List.of(
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US),
        // Two digits of a year mean the one that is at most 50 years ahead.
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, year - 49)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US),
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));
  }
}
