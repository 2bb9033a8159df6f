package io.logboom.filters.snare;

import io.logboom.filters.EventTime;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/**
 * The times of collection and of CloudWatch. All events of an origin were collected at one time, so
 * its text is made once for thousands of rows: whoever finds it out leaves it for the others, and
 * two threads that find it out at once find the same. Safe for use by many threads.
 */
final class Stamps {
  private static final byte[] NONE = {};
  private static final int REMEMBERED = 16;
  private static final long END_OF_9999 = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

  /** Immutable, so it can be left for others without a lock. */
  private static final class Collected {
    final Instant time;
    final byte[] text;

    Collected(Instant time, ZoneId zone) {
      this.time = time;
      this.text = ascii(EventTime.rfc3339Nano(time, zone));
    }
  }

  private final Collected[] collected = new Collected[REMEMBERED];
  private final ZoneId zone;

  Stamps(ZoneId zone) {
    this.zone = zone;
    Arrays.fill(collected, new Collected(Instant.EPOCH, zone));
  }

  /** When the agent began to read the origin, in its own zone. */
  byte[] collected(Origin origin) {
    var time = origin.receivedAt();
    int place = time.hashCode() & (REMEMBERED - 1);
    var known = collected[place];
    if (!known.time.equals(time)) {
      known = new Collected(time, zone);
      collected[place] = known;
    }
    return known.text;
  }

  /** When CloudWatch Logs took the event in, in UTC; nothing when it did not come that way. */
  static byte[] cloudWatch(Origin origin) {
    var millis = origin.attributes().get(Origin.CLOUDWATCH_TIMESTAMP);
    if (millis == null) {
      return NONE;
    }
    long time;
    try {
      time = Long.parseLong(millis);
    } catch (NumberFormatException e) {
      time = -1;
    }
    // What CloudWatch cannot have written is as good as nothing.
    boolean possible = time >= 0 && time < END_OF_9999;
    return possible ? ascii(EventTime.rfc3339Nano(Instant.ofEpochMilli(time))) : NONE;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
