package io.logboom.filters.udm;

import io.logboom.filters.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * Times in the forms AWS writes them: ISO 8601 with an offset, its basic form ({@code
 * 20131102T010628Z}), the US text form of {@code responseElements} ({@code Mar 24, 2014 9:11:59
 * PM}, in UTC), and seconds since 1970 as a number. Stateless.
 */
final class Timestamps {
  private static final int LONGEST = 64;

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private static final DateTimeFormatter US_TEXT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("MMM d, uuuu[,] h:mm:ss a")
          .toFormatter(Locale.US);

  /** What proto's Timestamp has room for. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Timestamps() {}

  /**
   * Reads a time.
   *
   * @param start where the value begins: at its quote, or the first digit of a number
   */
  static Optional<Instant> parse(byte[] array, int start, int end) {
    if (end - start > LONGEST) {
      return Optional.empty();
    }
    if (array[start] != '"') {
      return seconds(new String(array, start, end - start, StandardCharsets.UTF_8));
    }
    var iso = EventTime.parse(array, start + 1, end - 1);
    if (iso.isPresent()) {
      return iso;
    }
    var text = new String(array, start + 1, end - start - 2, StandardCharsets.UTF_8);
    return text.indexOf(',') > 0
        ? local(text.replace('\u202F', ' ').replace('\u00A0', ' '), US_TEXT)
        : local(text, BASIC);
  }

  private static Optional<Instant> local(String text, DateTimeFormatter form) {
    try {
      return inRange(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      // The question was whether it is a time.
      return Optional.empty();
    }
  }

  private static Optional<Instant> seconds(String digits) {
    try {
      double seconds = Double.parseDouble(digits);
      return Math.abs(seconds) > 1e12
          ? Optional.empty()
          : inRange(Instant.ofEpochMilli(Math.round(seconds * 1000)));
    } catch (NumberFormatException e) {
      // true, false, null, or what begins an object.
      return Optional.empty();
    }
  }

  private static Optional<Instant> inRange(Instant time) {
    return time.isBefore(FIRST) || time.isAfter(LAST) ? Optional.empty() : Optional.of(time);
  }
}
