package io.logboom.spi;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An amount of bytes, written with its unit: {@code 512KiB}, {@code 4MiB}, {@code 1GB}.
 *
 * @param bytes not negative
 */
public record DataSize(long bytes) {
  private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,18})\\s*([A-Za-z]+)\\s*");
  private static final Map<String, Long> UNITS =
      Map.of(
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40);

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative");
    }
  }

  /**
   * Parses a size.
   *
   * @throws IllegalArgumentException when it is none, or has no unit
   */
  public static DataSize of(String text) {
    var match = FORM.matcher(text);
    Long unit = match.matches() ? UNITS.get(match.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "not a size: \"" + text + "\"; write a number and a unit, such as 512KiB, 4MiB or 1GB");
    }
    try {
      return new DataSize(Math.multiplyExact(Long.parseLong(match.group(1)), unit));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("size too large: \"" + text + "\"", e);
    }
  }

  /** Written with the largest binary unit that divides it. */
  @Override
  public String toString() {
    if (bytes > 0) {
      for (var unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
        long size = UNITS.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L);
        if (bytes % size == 0) {
          return bytes / size + unit;
        }
      }
    }
    return bytes + "B";
  }
}
