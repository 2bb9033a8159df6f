package io.logboom.filters;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/**
 * Times as CloudTrail writes them, {@code 2026-01-02T03:04:05Z}, read from bytes without allocation
 * when they have just that form; anything else of ISO 8601 with an offset (fractions, {@code
 * +02:00}) is read too, more slowly. Stateless; safe for use by many threads.
 */
public final class EventTime {

  /** What {@link #epochMilli} answers when it is no time. */
  public static final long NONE = Long.MIN_VALUE;

  /** How many bytes the normal form has. */
  public static final int NORMAL = 20;

  /**
   * RFC 3339 with as many digits of the fraction as it needs, {@code Z} for UTC: what Go calls
   * RFC3339Nano.
   */
  private static final DateTimeFormatter RFC_3339_NANO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter();

  /** No time that is longer is worth a look. */
  private static final int LONGEST = 64;

  private EventTime() {}

  /** Milliseconds since 1970 of the time that stands there; {@link #NONE} when it is no time. */
  public static long epochMilli(byte[] array, int begin, int end) {
    if (isNormal(array, begin, end)) {
      int year = two(array, begin) * 100 + two(array, begin + 2);
      int second = two(array, begin + 17);
      int minute = two(array, begin + 14);
      int hour = two(array, begin + 11);
      int day = epochDay(year, two(array, begin + 5), two(array, begin + 8));
      return (day * 86_400L + hour * 3_600L + minute * 60L + second) * 1_000L;
    }
    var time = parse(array, begin, end);
    return time.isPresent() ? time.get().toEpochMilli() : NONE;
  }

  /** Whether the bytes are a time in just the normal form. */
  public static boolean isNormal(byte[] array, int begin, int end) {
    if (end - begin != NORMAL
        || array[begin + 4] != '-'
        || array[begin + 7] != '-'
        || array[begin + 10] != 'T'
        || array[begin + 13] != ':'
        || array[begin + 16] != ':'
        || array[begin + 19] != 'Z') {
      return false;
    }
    int century = two(array, begin);
    int year = two(array, begin + 2);
    int month = two(array, begin + 5);
    int day = two(array, begin + 8);
    return century >= 0
        && year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= days(century * 100 + year, month))
        && isUpTo(23, two(array, begin + 11))
        && isUpTo(59, two(array, begin + 14))
        && isUpTo(59, two(array, begin + 17));
  }

  /** Any time of ISO 8601 with an offset; empty when it is none. */
  public static Optional<Instant> parse(byte[] array, int begin, int end) {
    if (end - begin > LONGEST) {
      return Optional.empty();
    }
    var text = new String(array, begin, end - begin, StandardCharsets.UTF_8);
    try {
      var time = OffsetDateTime.parse(text);
      // Four digits of a year are all that RFC 3339 has room for.
      return time.getYear() < 1 || time.getYear() > 9998
          ? Optional.empty()
          : Optional.of(time.toInstant());
    } catch (DateTimeException e) {
      // The question was whether it is a time.
      return Optional.empty();
    }
  }

  /** The time as RFC3339Nano has it, in UTC. */
  public static String rfc3339Nano(Instant time) {
    return RFC_3339_NANO.format(time.atOffset(ZoneOffset.UTC));
  }

  /** The time as RFC3339Nano has it, in the zone's own time. */
  public static String rfc3339Nano(Instant time, ZoneId zone) {
    return RFC_3339_NANO.format(time.atZone(zone));
  }

  private static boolean isUpTo(int most, int number) {
    return number >= 0 && number <= most;
  }

  /** The number two digits make; negative when they are none. */
  private static int two(byte[] array, int i) {
    int tens = array[i] - '0';
    int ones = array[i + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static int days(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970; the year is counted from March, so that the leap day is its last one. */
  private static int epochDay(int year, int month, int day) {
    int y = month > 2 ? year : year - 1;
    int fromMarch = (month + 9) % 12;
    int leaps = Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
    return y * 365 + leaps + (fromMarch * 153 + 2) / 5 + day - 1 - 719_468;
  }
}
