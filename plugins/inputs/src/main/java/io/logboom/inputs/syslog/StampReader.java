package io.logboom.inputs.syslog;

import java.time.Clock;

/**
 * Reads dates with times of day: RFC 3339 and its relatives, and those that begin with an English
 * month (RFC 3164 §4.1.2, Cisco's with milliseconds, year, zone or AM/PM). For one thread.
 */
final class StampReader {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String WEEKDAYS = "sunmontuewedthufrisat";
  private static final int HOUR = 3600;
  private static final int WEEK = 7 * 24 * HOUR;

  /** Between two 29ths of February there may be so many years. */
  private static final int LEAP_YEARS = 8;

  private final Clock clock;
  private final Zones zones;

  StampReader(Clock clock, Zones zones) {
    this.clock = clock;
    this.zones = zones;
  }

  /**
   * Reads a date of digits: {@code 2026-01-02T03:04:05.678+01:00}; a space may stand for the T, a
   * comma for the point, and the zone may be missing.
   *
   * @return where it ends; -1 when there is none
   */
  int iso(Stamp stamp, byte[] a, int at, int to) {
    stamp.clear();
    if (to - at < 19 || a[at + 4] != '-' || a[at + 7] != '-') {
      return -1;
    }
    int between = a[at + 10];
    if ((between != 'T' && between != 't' && between != ' ')
        || a[at + 13] != ':'
        || a[at + 16] != ':') {
      return -1;
    }
    stamp.year = two(a, at) * 100 + two(a, at + 2);
    stamp.month = two(a, at + 5);
    stamp.day = two(a, at + 8);
    stamp.hour = two(a, at + 11);
    stamp.minute = two(a, at + 14);
    stamp.second = two(a, at + 17);
    if (two(a, at) < 0 || two(a, at + 2) < 0 || negative(stamp) || !stamp.valid()) {
      return -1;
    }
    int p = fraction(stamp, a, at + 19, to);
    boolean exact = between == 'T' && (p == at + 19 || a[at + 19] == '.');
    if (p < to && (a[p] == 'Z' || a[p] == 'z')) {
      stamp.zoned = true;
      exact &= a[p] == 'Z';
      p++;
    } else {
      int end = offset(stamp, a, p, to);
      // As RFC 3339 has it: with a colon.
      exact &= end == p + 6;
      p = end == p && between == ' ' ? zone(stamp, a, p, to) : end;
    }
    stamp.present = true;
    if (!stamp.zoned) {
      place(stamp);
    } else if (exact) {
      stamp.copyFrom = at;
      stamp.copyTo = p;
    }
    return p;
  }

  /**
   * Reads a date with a month's name: {@code Jan 2 03:04:05}, perhaps after a day of the week, with
   * the year in one of three places, with a fraction, AM or PM, and a zone.
   *
   * @return where it ends; -1 when there is none
   */
  int named(Stamp stamp, byte[] a, int at, int to) {
    stamp.clear();
    int p = at;
    int year = year(a, p, to);
    if (year >= 0) {
      p = spaces(a, p + 4, to);
    } else if (word(WEEKDAYS, a, p, to) >= 0) {
      p += 3;
      p = p < to && a[p] == ',' ? p + 1 : p;
      p = spaces(a, p, to);
    }
    int month = word(MONTHS, a, p, to);
    if (month < 0 || p + 3 >= to || a[p + 3] != ' ') {
      return -1;
    }
    p = spaces(a, p + 3, to);
    int digits = digits(a, p, to, 2);
    if (digits == 0 || p + digits >= to || a[p + digits] != ' ') {
      return -1;
    }
    stamp.month = month + 1;
    stamp.day = number(a, p, p + digits);
    p = spaces(a, p + digits, to);
    if (year < 0) {
      year = year(a, p, to);
      p = year < 0 ? p : spaces(a, p + 4, to);
    }
    p = timeOfDay(stamp, a, p, to);
    if (p < 0) {
      return -1;
    }
    if (year < 0 && p < to && a[p] == ' ') {
      year = year(a, p + 1, to);
      p = year < 0 ? p : p + 5;
    }
    p = zone(stamp, a, p, to);
    return settle(stamp, year) ? p : -1;
  }

  /**
   * Reads seconds since 1970 with a fraction, {@code 1767323045.678}.
   *
   * @return where they end; -1 when there are none
   */
  static int epoch(Stamp stamp, byte[] a, int at, int to) {
    stamp.clear();
    if (digits(a, at, to, 11) != 10 || at + 11 >= to || a[at + 10] != '.') {
      return -1;
    }
    int p = fraction(stamp, a, at + 10, to);
    if (stamp.fractionFrom == stamp.fractionTo || (p < to && a[p] != ' ')) {
      return -1;
    }
    long seconds = 0;
    for (int i = at; i < at + 10; i++) {
      seconds = seconds * 10 + a[i] - '0';
    }
    stamp.utc(seconds);
    stamp.present = true;
    return p;
  }

  private int timeOfDay(Stamp stamp, byte[] a, int at, int to) {
    int digits = digits(a, at, to, 2);
    int p = at + digits;
    if (digits == 0 || to - p < 6 || a[p] != ':' || a[p + 3] != ':') {
      return -1;
    }
    stamp.hour = number(a, at, p);
    stamp.minute = two(a, p + 1);
    stamp.second = two(a, p + 4);
    if (stamp.minute < 0 || stamp.second < 0) {
      return -1;
    }
    p = fraction(stamp, a, p + 6, to);
    if (to - p >= 3 && a[p] == ' ' && a[p + 2] == 'M' && (a[p + 1] == 'A' || a[p + 1] == 'P')) {
      if (stamp.hour < 1 || stamp.hour > 12) {
        return -1;
      }
      stamp.hour = stamp.hour % 12 + (a[p + 1] == 'P' ? 12 : 0);
      p += 3;
    }
    return p;
  }

  /** A zone after a space; where it ends, or where it would begin when there is none. */
  private int zone(Stamp stamp, byte[] a, int at, int to) {
    if (to - at < 2 || a[at] != ' ') {
      return at;
    }
    int p = offset(stamp, a, at + 1, to);
    if (stamp.zoned) {
      return p;
    }
    int end = at + 1;
    while (end < to && end - at <= 5 && a[end] >= 'A' && a[end] <= 'Z') {
      end++;
    }
    boolean ends = end == to || a[end] == ' ' || a[end] == ':';
    int known = ends ? Zones.named(a, at + 1, end) : Zones.UNKNOWN;
    if (known != Zones.UNKNOWN) {
      stamp.zoned = true;
      stamp.offsetSeconds = known;
      return end;
    }
    // A name nobody knows, but what follows says that it can be nothing else.
    boolean zone = ends && end - at > 3 && to - end > 2 && a[end] == ':' && a[end + 2] == '%';
    return zone ? end : at;
  }

  private boolean settle(Stamp stamp, int year) {
    boolean known = year >= 0;
    stamp.year = known ? year : guess(stamp);
    if (stamp.year < 0 || !stamp.valid()) {
      return false;
    }
    stamp.present = true;
    if (!stamp.zoned) {
      place(stamp);
    }
    return true;
  }

  /**
   * The last year in which a date is not more than a week ahead of now, for clocks go wrong but
   * logs are seldom of tomorrow; -1 when no year near has that day.
   */
  private int guess(Stamp stamp) {
    long latest = clock.millis() / 1000 + WEEK;
    // Seconds of a mean year; it may be one too few on New Year's Eve.
    int next = 1971 + (int) (latest / 31_556_952);
    for (int year = next; year >= next - LEAP_YEARS; year--) {
      if (stamp.day <= Stamp.length(year, stamp.month)
          && Stamp.days(year, stamp.month, stamp.day) * 86_400 <= latest) {
        return year;
      }
    }
    return -1;
  }

  private void place(Stamp stamp) {
    stamp.zoned = true;
    stamp.offsetSeconds = zones.offset(stamp);
  }

  /** A fraction of a second; where it ends, or begins when there is none. */
  private static int fraction(Stamp stamp, byte[] a, int at, int to) {
    if (at >= to || (a[at] != '.' && a[at] != ',')) {
      return at;
    }
    int digits = digits(a, at + 1, to, 9);
    if (digits == 0) {
      return at;
    }
    stamp.fractionFrom = at + 1;
    stamp.fractionTo = at + 1 + digits;
    return stamp.fractionTo;
  }

  /** {@code +01:00}, {@code +0100} or {@code +01}; where it ends, or begins when there is none. */
  private static int offset(Stamp stamp, byte[] a, int at, int to) {
    if (to - at < 3 || (a[at] != '+' && a[at] != '-')) {
      return at;
    }
    int hours = two(a, at + 1);
    int p = at + 3;
    int minutes = 0;
    int colon = p < to && a[p] == ':' ? 1 : 0;
    if (to - p >= 2 + colon && two(a, p + colon) >= 0) {
      minutes = two(a, p + colon);
      p += 2 + colon;
    }
    if (hours < 0 || hours > 23 || minutes > 59) {
      return at;
    }
    int seconds = hours * HOUR + minutes * 60;
    stamp.offsetSeconds = a[at] == '-' ? -seconds : seconds;
    stamp.zoned = true;
    return p;
  }

  /** Four digits that are a year of syslog's, and end there; -1 for none. */
  private static int year(byte[] a, int at, int to) {
    // An address of IPv6 may begin with a year and a colon, but has no space then.
    boolean ends =
        to - at == 4
            || (to - at > 4 && a[at + 4] == ' ')
            || (to - at > 5 && a[at + 4] == ':' && a[at + 5] == ' ');
    if (!ends || digits(a, at, to, 4) != 4) {
      return -1;
    }
    int year = number(a, at, at + 4);
    return year >= 1970 && year < 2200 ? year : -1;
  }

  private static boolean negative(Stamp s) {
    return (s.month | s.day | s.hour | s.minute | s.second) < 0;
  }

  /** Which of the words of three letters stands there; -1 for none. */
  private static int word(String words, byte[] a, int at, int to) {
    if (to - at < 3) {
      return -1;
    }
    int one = a[at] | 0x20;
    int two = a[at + 1] | 0x20;
    int three = a[at + 2] | 0x20;
    for (int i = 0; i < words.length(); i += 3) {
      if (words.charAt(i) == one && words.charAt(i + 1) == two && words.charAt(i + 2) == three) {
        return i / 3;
      }
    }
    return -1;
  }

  private static int spaces(byte[] a, int at, int to) {
    int p = at;
    while (p < to && a[p] == ' ') {
      p++;
    }
    return p;
  }

  private static int digits(byte[] a, int at, int to, int most) {
    int n = 0;
    while (n < most && at + n < to && a[at + n] >= '0' && a[at + n] <= '9') {
      n++;
    }
    return n;
  }

  private static int number(byte[] a, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + a[i] - '0';
    }
    return number;
  }

  /** Two digits; -1 when they are none. */
  private static int two(byte[] a, int at) {
    int tens = a[at] - '0';
    int ones = a[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
