package io.logboom.core.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes durations with a unit: {@code 200ms}, {@code 1.5s}, {@code 5m}. */
final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,9}))?\\s*([a-zµ]+)");
  private static final Map<String, Long> UNITS = units();
  private static final long BILLION = 1_000_000_000;

  private Durations() {}

  private static Map<String, Long> units() {
    var units = new LinkedHashMap<String, Long>();
    units.put("d", 86_400_000_000_000L);
    units.put("h", 3_600_000_000_000L);
    units.put("m", 60_000_000_000L);
    units.put("s", 1_000_000_000L);
    units.put("ms", 1_000_000L);
    units.put("us", 1_000L);
    units.put("ns", 1L);
    return units;
  }

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when it is none, or has no unit
   */
  static Duration of(String text) {
    var match = FORM.matcher(text.strip());
    Long unit = match.matches() ? UNITS.get(match.group(3)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "not a duration: \""
              + text
              + "\"; write a number and a unit (ms, s, m, h or d), such as 200ms, 30s or 5m");
    }
    try {
      long whole = Math.multiplyExact(Long.parseLong(match.group(1)), unit);
      return Duration.ofNanos(Math.addExact(whole, part(match.group(2), unit)));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("duration too long: \"" + text + "\"", e);
    }
  }

  /**
   * The nanoseconds of a fraction. In longs: Java 25 makes a large table when it first meets a
   * BigDecimal, which would be a good part of the time that starting takes.
   */
  private static long part(@Nullable String digits, long unit) {
    if (digits == null) {
      return 0;
    }
    long billionths = Long.parseLong((digits + "00000000").substring(0, 9));
    return unit >= BILLION ? billionths * (unit / BILLION) : billionths * unit / BILLION;
  }
}
