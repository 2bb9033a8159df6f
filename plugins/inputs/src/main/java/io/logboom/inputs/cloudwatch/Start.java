package io.logboom.inputs.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From when on log groups are read that nothing is known of yet: {@code now}, {@code beginning}, a
 * time of ISO 8601 with its offset, or a duration back such as {@code 24h}.
 *
 * @param at the time, when it is a fixed one
 * @param back how long before the time at hand, otherwise
 */
public record Start(Optional<Instant> at, Duration back) {
  private static final Pattern BACK = Pattern.compile("(\\d{1,9}) ?(s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static Start of(String text) {
    if (text.equals("now")) {
      return new Start(Optional.empty(), Duration.ZERO);
    }
    if (text.equals("beginning")) {
      return new Start(Optional.of(Instant.EPOCH), Duration.ZERO);
    }
    Matcher back = BACK.matcher(text);
    Duration unit = back.matches() ? UNITS.get(back.group(2)) : null;
    if (unit != null) {
      return new Start(Optional.empty(), unit.multipliedBy(Long.parseLong(back.group(1))));
    }
    try {
      Instant at = OffsetDateTime.parse(text).toInstant();
      if (at.isBefore(Instant.EPOCH)) {
        throw new IllegalArgumentException("start must not be before 1970: \"" + text + "\"");
      }
      return new Start(Optional.of(at), Duration.ZERO);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "not a start: \""
              + text
              + "\"; write now, beginning, a time such as 2026-11-21T06:00:00Z, or a duration"
              + " back such as 24h",
          e);
    }
  }

  /** The time meant, in milliseconds since 1970. */
  long resolve(long now) {
    return at.map(Instant::toEpochMilli).orElseGet(() -> Math.max(0, now - back.toMillis()));
  }
}
