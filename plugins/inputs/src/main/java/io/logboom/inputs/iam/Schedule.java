package io.logboom.inputs.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When accounts are walked. */
sealed interface Schedule {

  /** Once in the life of the process. */
  record Once() implements Schedule {
    @Override
    public String toString() {
      return "once";
    }
  }

  /** At once, and from then on every so often. */
  record Every(Duration interval) implements Schedule {
    public Every {
      if (interval.compareTo(Duration.ofSeconds(1)) < 0
          || interval.compareTo(Duration.ofDays(366)) > 0) {
        throw new IllegalArgumentException("schedule must be from 1s to 366d");
      }
    }

    @Override
    public String toString() {
      return interval.toString();
    }
  }

  /** At the times that it tells. */
  record At(Cron cron) implements Schedule {
    @Override
    public String toString() {
      return cron.toString();
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Schedule of(String text) {
    if (text.equals("once")) {
      return new Once();
    }
    Matcher matcher = Parsing.EVERY.matcher(text);
    if (matcher.matches()) {
      var unit = Parsing.UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
      return new Every(unit.multipliedBy(Long.parseLong(matcher.group(1))));
    }
    if (text.strip().split("\\s+").length == 5) {
      return new At(Cron.of(text));
    }
    throw new IllegalArgumentException(
        "not a schedule: \""
            + text
            + "\"; write once, how often, such as 6h, or five fields of cron, such as"
            + " \"30 3 * * *\"");
  }

  /** The first time after the last one. */
  default Instant after(Instant last) {
    return switch (this) {
      case Once _ -> last;
      case Every(Duration interval) -> last.plus(interval);
      case At(Cron cron) -> cron.after(last);
    };
  }

  /** What nothing may be put off for so long. */
  default Duration most() {
    var day = Duration.ofHours(24);
    return switch (this) {
      case Once _ -> day;
      case Every(Duration interval) -> interval.compareTo(day) < 0 ? interval : day;
      case At _ -> day;
    };
  }

  /** How intervals are written. */
  final class Parsing {
    private static final Pattern EVERY = Pattern.compile("(\\d{1,8})\\s*(s|m|h|d)");
    private static final Map<String, Duration> UNITS =
        Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Parsing() {}
  }
}
