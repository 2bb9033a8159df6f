package io.logboom.filters.udm;

import io.logboom.filters.EventTime;
import io.logboom.filters.JsonString;
import io.logboom.spi.MalformedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * The times of IAM, in every form they come in: ISO 8601 as the API prints it, with {@code +00:00}
 * as the AWS CLI does or a space instead of the T as Python does, and the American text that
 * CloudTrail has in its copies of the same objects, {@code Mar 24, 2014 9:11:59 PM}, which is in
 * UTC. Stateless; safe for use by many threads.
 */
final class IamTime {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd['T'][' ']HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter AMERICAN =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("MMM d, uuuu h:mm:ss a")
          .toFormatter(Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int LONGEST = 64;

  /** Newer versions of Java print the American form with it. */
  private static final char NARROW_SPACE = '\u202F';

  private IamTime() {}

  /** Writes the time that is a member of an object, in UTC. */
  static void write(UdmName name, IamObject from, IamName member, JsonOut out)
      throws MalformedException {
    byte[] array = from.array();
    int start = from.start(member);
    int end = from.end(member);
    if (EventTime.isNormal(array, start + 1, end - 1)) {
      out.text(name, array, start, end);
      return;
    }
    var text = end - start > LONGEST ? "" : JsonString.text(array, start + 1, end - 1);
    try {
      var time = parse(text);
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      // All that RFC 3339 has room for.
      if (year >= 1 && year <= 9999) {
        out.time(name, time);
        return;
      }
    } catch (DateTimeException e) {
      // Told below, with the field's name.
    }
    throw from.wrong(
        member, "is not a time: \"" + JsonString.excerpt(array, start + 1, end - 1) + "\"");
  }

  private static Instant parse(String text) {
    boolean iso = !text.isEmpty() && text.charAt(0) <= '9';
    return iso
        ? OffsetDateTime.parse(text, ISO).toInstant()
        : LocalDateTime.parse(text.replace(NARROW_SPACE, ' '), AMERICAN).toInstant(ZoneOffset.UTC);
  }
}
