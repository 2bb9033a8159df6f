package io.logboom.inputs.syslog;

/**
 * A date and time of day in the sender's precision. Used again for each message, by one thread;
 * {@link StampReader} fills it.
 */
final class Stamp {
  private static final int DAY = 86_400;

  /** Days from 1 March of year 0 to 1 January 1970. */
  private static final int EPOCH = 719_468;

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;

  /** The digits after the point, in the message's array. */
  int fractionFrom;

  int fractionTo;

  /** East of Greenwich; good only when {@link #zoned}. */
  int offsetSeconds;

  /** Whether the offset is known. */
  boolean zoned;

  /** Whether there is a time at all. */
  boolean present;

  /** When from less than to: as it stands in the message's array it is RFC 3339 already. */
  int copyFrom;

  int copyTo;

  void clear() {
    present = false;
    zoned = false;
    year = 0;
    fractionFrom = fractionTo = 0;
    offsetSeconds = 0;
    copyFrom = copyTo = 0;
  }

  /** Whether there is such a day and time of day; a leap second is one. */
  boolean valid() {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= length(year, month)
        && hour <= 23
        && minute <= 59
        && second <= 60;
  }

  /** How many days a month has. */
  static int length(int year, int month) {
    return switch (month) {
      case 2 -> leap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean leap(int year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Seconds since 1970 as if the clock showed UTC. */
  long localSeconds() {
    return days(year, month, day) * DAY + hour * 3600L + minute * 60L + second;
  }

  /** Days since 1970-01-01 in the Gregorian calendar, for years from 0. */
  static long days(int year, int month, int day) {
    // Years begin in March here, so that the day that leap years have more is their last.
    int y = month <= 2 ? year - 1 : year;
    int m = month <= 2 ? month + 9 : month - 3;
    return 365L * y + y / 4 - y / 100 + y / 400 + (153L * m + 2) / 5 + day - 1 - EPOCH;
  }

  /** Sets date and time of day from seconds since 1970 in UTC. */
  void utc(long seconds) {
    long days = Math.floorDiv(seconds, DAY);
    int rest = Math.floorMod(seconds, DAY);
    hour = rest / 3600;
    minute = rest / 60 % 60;
    second = rest % 60;
    // The inverse of days(): 146,097 days are 400 years, 1,461 are 4, 36,524 are 100.
    long z = days + EPOCH;
    long era = Math.floorDiv(z, 146_097);
    int ofEra = (int) (z - era * 146_097);
    int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int m = (5 * ofYear + 2) / 153;
    day = ofYear - (153 * m + 2) / 5 + 1;
    month = m < 10 ? m + 3 : m - 9;
    year = (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
    zoned = true;
    offsetSeconds = 0;
  }

  /** Milliseconds since 1970. */
  long epochMilli(byte[] bytes) {
    int millis = 0;
    for (int i = 0; i < 3; i++) {
      int at = fractionFrom + i;
      millis = millis * 10 + (at < fractionTo ? bytes[at] - '0' : 0);
    }
    return (localSeconds() - offsetSeconds) * 1000 + millis;
  }
}
