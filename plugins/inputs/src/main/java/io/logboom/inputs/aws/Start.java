package io.logboom.inputs.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an input begins that has nothing to go on from: {@code beginning}, {@code now}, a time as
 * RFC 3339 has it, or how far back from now ({@code 2h}).
 */
public sealed interface Start {

  /** With the oldest there is. */
  record Beginning() implements Start {
    @Override
    public String toString() {
      return "beginning";
    }
  }

  /** So long before the agent first starts; zero for {@code now}. */
  record Back(Duration time) implements Start {
    @Override
    public String toString() {
      return time.isZero() ? "now" : time.toString();
    }
  }

  /** At a time. */
  record At(Instant time) implements Start {
    public At {
      if (time.isBefore(Instant.EPOCH)) {
        throw new IllegalArgumentException("start must not be before 1970: \"" + time + "\"");
      }
    }

    @Override
    public String toString() {
      return time.toString();
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static Start of(String text) {
    return switch (text) {
      case "beginning" -> new Beginning();
      case "now" -> new Back(Duration.ZERO);
      default -> Parsing.back(text).or(() -> Parsing.at(text)).orElseThrow(() -> complaint(text));
    };
  }

  /**
   * The time it means; empty for the beginning.
   *
   * @param now when the agent first starts
   */
  default Optional<Instant> time(Instant now) {
    return switch (this) {
      case Beginning _ -> Optional.empty();
      case Back(Duration time) -> Optional.of(now.minus(time));
      case At(Instant time) -> Optional.of(time);
    };
  }

  private static IllegalArgumentException complaint(String text) {
    return new IllegalArgumentException(
        "not a place to start: \""
            + text
            + "\"; write now, beginning, a time such as 2026-11-05T14:30:00Z, or how far back, such"
            + " as 2h");
  }

  /** The two forms that are not words. */
  final class Parsing {
    private static final Pattern BACK = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS =
        Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Parsing() {}

    private static Optional<Start> back(String text) {
      Matcher matcher = BACK.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new Back(
                  UNITS
                      .getOrDefault(matcher.group(2), Duration.ZERO)
                      .multipliedBy(Long.parseLong(matcher.group(1)))))
          : Optional.empty();
    }

    private static Optional<Start> at(String text) {
      try {
        return Optional.of(new At(OffsetDateTime.parse(text).toInstant()));
      } catch (DateTimeParseException _) {
        // Not a time: the caller says so in words of its own.
        return Optional.empty();
      }
    }
  }
}
