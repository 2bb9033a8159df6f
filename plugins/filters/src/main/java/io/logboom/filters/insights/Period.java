package io.logboom.filters.insights;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * A span of time as {@code bin}, {@code datefloor} and {@code dateceil} take it: {@code 5m}. All of
 * it is in UTC; weeks begin on Monday, and months, quarters and years are the calendar's.
 *
 * @param count how many of the unit, at least 1
 * @param unit the unit
 */
record Period(long count, Unit unit) {

  /** A unit of time with all its spellings, each of which may have an s behind it. */
  enum Unit {
    MILLISECOND(1, "ms|millisecond|msec"),
    SECOND(1_000, "s|second|sec"),
    MINUTE(60_000, "m|minute|min"),
    HOUR(3_600_000, "h|hour|hr"),
    DAY(86_400_000, "d|day"),
    WEEK(604_800_000, "w|week"),
    MONTH(1, "mo|month|mon"),
    QUARTER(3, "q|quarter|qtr"),
    YEAR(12, "y|year|yr");

    private final long size;
    private final String words;

    Unit(long size, String words) {
      this.size = size;
      this.words = "|" + words + "|";
    }

    /** The unit of that name; empty for none. */
    static Optional<Unit> of(String name) {
      var word = name.toLowerCase(Locale.ROOT);
      var single = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
      for (var unit : values()) {
        if (unit.has(word) || (single.length() > 1 && unit.has(single))) {
          return Optional.of(unit);
        }
      }
      return Optional.empty();
    }

    private boolean has(String word) {
      return word.indexOf('|') < 0 && words.contains("|" + word + "|");
    }

    boolean isCalendar() {
      return this == MONTH || this == QUARTER || this == YEAR;
    }
  }

  /** 1970 began on a Thursday. */
  private static final long MONDAY = 4 * 86_400_000L;

  /** No period is longer than so many milliseconds, or months: more has no use, and overflows. */
  private static final long LONGEST = 1L << 50;

  private static final long LONGEST_MONTHS = 12 * 10_000;

  /** The latest and earliest time that is cut: the years that ISO 8601 writes with four digits. */
  private static final long FURTHEST = 253_402_300_799_999L;

  Period {
    if (count < 1 || count > (unit.isCalendar() ? LONGEST_MONTHS : LONGEST) / unit.size) {
      throw new IllegalArgumentException("a period of " + count + " is too short or too long");
    }
  }

  /** The last beginning of such a period that is not after the time; both in epoch milliseconds. */
  long floor(long epochMilli) {
    if (Math.abs(epochMilli) > FURTHEST) {
      return epochMilli;
    }
    if (unit.isCalendar()) {
      return ofMonth(floorMonth(epochMilli));
    }
    long size = count * unit.size;
    long from = unit == Unit.WEEK ? MONDAY : 0;
    return Math.floorDiv(epochMilli - from, size) * size + from;
  }

  /** The first beginning of such a period that is not before the time. */
  long ceil(long epochMilli) {
    long floor = floor(epochMilli);
    return floor == epochMilli ? floor : end(floor);
  }

  /** Where the period ends, exclusive, that begins there. */
  long end(long floor) {
    return unit.isCalendar()
        ? ofMonth(floorMonth(floor) + count * unit.size)
        : floor + count * unit.size;
  }

  private long floorMonth(long epochMilli) {
    var date = Instant.ofEpochMilli(epochMilli).atOffset(ZoneOffset.UTC);
    long month = 12L * date.getYear() + date.getMonthValue() - 1;
    long size = count * unit.size;
    return Math.floorDiv(month, size) * size;
  }

  private static long ofMonth(long month) {
    int year = (int) Math.floorDiv(month, 12L);
    return java.time.LocalDate.of(year, (int) Math.floorMod(month, 12L) + 1, 1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC)
        .toEpochMilli();
  }
}
