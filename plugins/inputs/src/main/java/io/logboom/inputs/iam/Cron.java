package io.logboom.inputs.iam;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times that five fields tell as crontab(5) has them: minute, hour, day of month, month, day of
 * week. Each is {@code *}, a number, a name of three letters (months and days of the week), a range
 * {@code a-b}, any with a step {@code /n}, or several with commas. Where both days are restricted,
 * either will do. In UTC. Immutable.
 */
final class Cron {
  /** A 29th of February may be eight years away. */
  private static final int MOST_DAYS = 8 * 366 + 1;

  private static final Pattern PART = Pattern.compile("(\\*|\\w+)(?:-(\\w+))?(?:/(\\d{1,3}))?");
  private static final List<String> MONTHS =
      List.of(
          "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  private final String text;
  private final long minutes;
  private final long hours;
  private final long daysOfMonth;
  private final long months;
  private final long daysOfWeek;
  private final boolean eitherDay;

  private Cron(String text, String[] fields) {
    this.text = text;
    minutes = set(fields[0], 0, 59, List.of());
    hours = set(fields[1], 0, 23, List.of());
    daysOfMonth = set(fields[2], 1, 31, List.of());
    months = set(fields[3], 1, 12, MONTHS);
    long days = set(fields[4], 0, 7, DAYS);
    // Sunday is 0 and 7.
    daysOfWeek = (days | (days >>> 7)) & 0x7F;
    eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none, or there is no such time
   */
  static Cron of(String text) {
    String[] fields = text.strip().split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException("not five fields of cron: \"" + text + "\"");
    }
    var cron = new Cron(text, fields);
    cron.after(Instant.EPOCH);
    return cron;
  }

  private static long set(String field, int least, int most, List<String> names) {
    long set = 0;
    for (String part : field.split(",", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw wrong(field, least, most);
      }
      boolean all = matcher.group(1).equals("*");
      if (all && matcher.group(2) != null) {
        throw wrong(field, least, most);
      }
      int from = all ? least : number(matcher.group(1), field, least, most, names);
      int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
      int to = from;
      if (matcher.group(2) != null) {
        to = number(matcher.group(2), field, least, most, names);
      } else if (all || matcher.group(3) != null) {
        to = most;
      }
      if (to < from || step < 1) {
        throw wrong(field, least, most);
      }
      for (int i = from; i <= to; i += step) {
        set |= 1L << i;
      }
    }
    return set;
  }

  private static int number(String text, String field, int least, int most, List<String> names) {
    int number = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (number < 0 && text.matches("\\d{1,2}")) {
      number = Integer.parseInt(text);
    }
    if (number < least || number > most) {
      throw wrong(field, least, most);
    }
    return number;
  }

  private static IllegalArgumentException wrong(String field, int least, int most) {
    return new IllegalArgumentException(
        "not a field of cron from " + least + " to " + most + ": \"" + field + "\"");
  }

  /** The first time after that one. */
  Instant after(Instant last) {
    var from = last.atOffset(ZoneOffset.UTC).toLocalDateTime();
    int minute = from.getHour() * 60 + from.getMinute() + 1;
    LocalDate day = from.toLocalDate();
    for (int i = 0; i < MOST_DAYS; i++) {
      if (fits(day)) {
        for (int m = minute; m < 24 * 60; m++) {
          if (in(hours, m / 60) && in(minutes, m % 60)) {
            return day.atTime(LocalTime.of(m / 60, m % 60)).toInstant(ZoneOffset.UTC);
          }
        }
      }
      day = day.plusDays(1);
      minute = 0;
    }
    throw new IllegalArgumentException("there is no such time: \"" + text + "\"");
  }

  private boolean fits(LocalDate day) {
    boolean month = in(daysOfMonth, day.getDayOfMonth());
    boolean week = in(daysOfWeek, day.getDayOfWeek().getValue() % 7);
    return in(months, day.getMonthValue()) && (eitherDay ? month || week : month && week);
  }

  private static boolean in(long set, int number) {
    return ((set >>> number) & 1) != 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
