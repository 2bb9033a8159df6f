package io.logboom.filters.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as messages have them: in UTC, to the second. Stateless. */
final class Stamp {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Stamp() {}

  /** For people: {@code 2026-01-02 03:04:05 UTC}. */
  static String of(Instant time) {
    return FORM.format(time);
  }

  /** For programs: {@code 2026-01-02T03:04:05Z}, with milliseconds where there are some. */
  static String iso(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
