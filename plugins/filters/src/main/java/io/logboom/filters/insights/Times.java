package io.logboom.filters.insights;

import io.logboom.filters.EventTime;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as rows show them. */
final class Times {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /** RFC 3339 with milliseconds, in UTC; the number for times that it has no form for. */
  static String print(long epochMilli) {
    try {
      return MILLIS.format(Instant.ofEpochMilli(epochMilli));
    } catch (DateTimeException e) {
      return Long.toString(epochMilli);
    }
  }

  /**
   * Milliseconds since 1970 of a time, of a number of them, and of a text that ISO 8601 knows;
   * {@link EventTime#NONE} for none.
   */
  static long of(Datum datum) {
    if (datum instanceof Datum.Time(long epochMilli)) {
      return epochMilli;
    }
    double number = datum.number();
    if (!Double.isNaN(number)) {
      return Math.abs(number) < 1L << 53 ? (long) number : EventTime.NONE;
    }
    if (datum instanceof Datum.Text(String text) && text.length() <= 40) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return EventTime.epochMilli(bytes, 0, bytes.length);
    }
    return EventTime.NONE;
  }
}
