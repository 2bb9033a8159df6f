package io.logboom.inputs.syslog;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How far clocks are from UTC: that of senders who do not say, and those whose zone has a name. For
 * one thread.
 *
 * <p>Rules of zones are asked once for each minute that messages name, which is cheap enough and
 * exact: no zone changes within a minute.
 */
final class Zones {
  static final int UNKNOWN = Integer.MIN_VALUE;

  /** Names that mean one thing nearly everywhere, and what, in hours. */
  private static final byte[][] NAMES = {
    name("UTC"), name("GMT"), name("Z"), name("WET"), name("WEST"), name("CET"), name("CEST"),
    name("EET"), name("EEST"), name("MSK"), name("EST"), name("EDT"), name("CST"), name("CDT"),
    name("MST"), name("MDT"), name("PST"), name("PDT"), name("JST"), name("AEST"), name("AEDT")
  };

  private static final int[] HOURS = {
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, -5, -4, -6, -5, -7, -6, -8, -7, 9, 10, 11
  };

  private final ZoneId zone;
  private long minute = Long.MIN_VALUE;
  private int offset;

  /**
   * @param zone of senders who do not say
   */
  Zones(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Seconds east of Greenwich of the configured zone at a local time. What an autumn night has
   * twice is taken for the first, what a spring night has not as if it had.
   */
  int offset(Stamp stamp) {
    if (zone instanceof ZoneOffset fixed) {
      return fixed.getTotalSeconds();
    }
    long asked = Math.floorDiv(stamp.localSeconds(), 60);
    if (asked != minute) {
      var local = LocalDateTime.ofEpochSecond(asked * 60, 0, ZoneOffset.UTC);
      offset = zone.getRules().getOffset(local).getTotalSeconds();
      minute = asked;
    }
    return offset;
  }

  /** Seconds east of Greenwich of a zone by its name; {@link #UNKNOWN} when nobody knows it. */
  static int named(byte[] a, int from, int to) {
    for (int i = 0; i < NAMES.length; i++) {
      byte[] name = NAMES[i];
      if (name.length == to - from && same(name, a, from)) {
        return HOURS[i] * 3600;
      }
    }
    return UNKNOWN;
  }

  private static boolean same(byte[] name, byte[] a, int from) {
    for (int i = 0; i < name.length; i++) {
      if (name[i] != a[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
