package io.logboom.filters.cloudtrail;

import io.logboom.filters.EventTime;
import io.logboom.filters.JsonString;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * Judges one record, and hands it on with its time and id: the bytes stay the sender's. Safe for
 * use by many threads.
 */
final class TrailRecord {
  private static final byte[] INSIGHT = "\"Insight\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AGGREGATED = "\"Aggregated\"".getBytes(StandardCharsets.US_ASCII);

  /**
   * What every record has had since version 1.0 and nothing else has. That sourceIPAddress,
   * requestParameters and responseElements are documented as always there is not insisted on:
   * records of services lack them at times, and are records all the same.
   */
  private static final Name[] REQUIRED = {
    Name.EVENT_VERSION,
    Name.USER_IDENTITY,
    Name.EVENT_TIME,
    Name.EVENT_SOURCE,
    Name.EVENT_NAME,
    Name.AWS_REGION
  };

  private static final Name[] REQUIRED_OF_INSIGHT = {
    Name.EVENT_VERSION, Name.EVENT_TIME, Name.EVENT_ID, Name.INSIGHT_DETAILS
  };

  private static final Name[] REQUIRED_OF_AGGREGATED = {
    Name.EVENT_VERSION, Name.EVENT_ID_OF_AGGREGATED, Name.TIME_WINDOW
  };

  private static final long REQUIRED_BITS = bits(REQUIRED);

  private final CloudTrailConfig config;
  private final boolean unique;

  TrailRecord(CloudTrailConfig config) {
    this.config = config;
    this.unique = config.duplicates() == CloudTrailConfig.Duplicates.REJECT;
  }

  /**
   * Hands the record on, or drops it.
   *
   * @param fields of the event
   * @param look at these fields
   * @throws MalformedException when it is not a record, or a broken one
   */
  void take(Event event, Fields fields, Look look, Next next) throws MalformedException {
    if (look.has(Name.INSIGHT_DETAILS) || is(Name.EVENT_CATEGORY, INSIGHT, fields, look)) {
      insight(event, fields, look, next);
    } else if (is(Name.EVENT_CATEGORY, AGGREGATED, fields, look)) {
      aggregated(event, fields, look, next);
    } else {
      if (!look.hasAll(REQUIRED_BITS)) {
        throw missing(look, REQUIRED);
      }
      int minor = minorVersion(fields, look.field(Name.EVENT_VERSION), event.offset());
      if (minor >= 1 && !look.has(Name.EVENT_ID)) {
        throw missing(look, Name.EVENT_ID);
      }
      int identity = look.field(Name.USER_IDENTITY);
      if (unique && fields.kind(identity) == '{') {
        look.uniqueIdentity(fields.object(identity), event.offset());
      }
      long time = time(fields, look.field(Name.EVENT_TIME), event.offset());
      int id = look.has(Name.EVENT_ID) ? look.field(Name.EVENT_ID) : -1;
      next.accept(identified(event, fields, time, id, Name.EVENT_ID));
    }
  }

  private void insight(Event event, Fields fields, Look look, Next next) throws MalformedException {
    if (config.insights() == CloudTrailConfig.Kind.SKIP) {
      next.drop("insight");
      return;
    }
    if (!look.hasAll(bits(REQUIRED_OF_INSIGHT))) {
      throw missing(look, REQUIRED_OF_INSIGHT);
    }
    long time = time(fields, look.field(Name.EVENT_TIME), event.offset());
    next.accept(identified(event, fields, time, look.field(Name.EVENT_ID), Name.EVENT_ID));
  }

  /** Its time is the end of its window; it is written "2026-01-02 03:04:05", in UTC. */
  private void aggregated(Event event, Fields fields, Look look, Next next)
      throws MalformedException {
    if (config.aggregated() == CloudTrailConfig.Kind.SKIP) {
      next.drop("aggregated");
      return;
    }
    if (!look.hasAll(bits(REQUIRED_OF_AGGREGATED))) {
      throw missing(look, REQUIRED_OF_AGGREGATED);
    }
    int id = look.field(Name.EVENT_ID_OF_AGGREGATED);
    int window = look.field(Name.TIME_WINDOW);
    long time = EventTime.NONE;
    if (fields.kind(window) == '{') {
      var inner = fields.object(window);
      int end = inner.find("windowEnd");
      if (end >= 0 && inner.kind(end) == '"') {
        var text =
            JsonString.text(inner.array(), inner.valueStart(end) + 1, inner.valueEnd(end) - 1);
        byte[] normal = (text.replace(' ', 'T') + "Z").getBytes(StandardCharsets.UTF_8);
        time = EventTime.epochMilli(normal, 0, normal.length);
      }
    }
    if (time == EventTime.NONE) {
      throw new MalformedException(
          "event-time",
          "timeWindow.windowEnd is not a time",
          fields.valueStart(window) - event.offset());
    }
    next.accept(identified(event, fields, time, id, Name.EVENT_ID_OF_AGGREGATED));
  }

  private static Event identified(Event event, Fields fields, long time, int id, Name name)
      throws MalformedException {
    if (id < 0) {
      return event.identified(time, 0, 0);
    }
    if (fields.kind(id) != '"') {
      throw new MalformedException(
          "wrong-type", name.text + " is not a string", fields.valueStart(id) - event.offset());
    }
    return event.identified(time, fields.valueStart(id) + 1, fields.valueEnd(id) - 1);
  }

  private static long time(Fields fields, int i, int from) throws MalformedException {
    int begin = fields.valueStart(i) + 1;
    int end = fields.valueEnd(i) - 1;
    long time =
        fields.kind(i) == '"' ? EventTime.epochMilli(fields.array(), begin, end) : EventTime.NONE;
    if (time == EventTime.NONE) {
      var text = JsonString.excerpt(fields.array(), fields.valueStart(i), fields.valueEnd(i));
      throw new MalformedException("event-time", "eventTime is not a time: " + text, begin - from);
    }
    return time;
  }

  /**
   * The minor number of the version. AWS adds to records under a new minor number and would break
   * them under a new major one, so only 1 is known.
   */
  private static int minorVersion(Fields fields, int i, int from) throws MalformedException {
    byte[] array = fields.array();
    int end = fields.valueEnd(i) - 1;
    int at = fields.valueStart(i) + 1;
    boolean known = fields.kind(i) == '"' && at < end && array[at++] == '1';
    int minor = 0;
    if (known && at < end) {
      known = array[at++] == '.' && at < end && end - at < 5;
      while (known && at < end) {
        int digit = array[at++] - '0';
        known = digit >= 0 && digit <= 9;
        minor = minor * 10 + digit;
      }
    }
    if (!known) {
      var text = JsonString.excerpt(array, fields.valueStart(i), fields.valueEnd(i));
      throw new MalformedException(
          "unknown-version",
          "eventVersion is " + text + ", and only 1.x is known",
          fields.valueStart(i) - from);
    }
    return minor;
  }

  private static boolean is(Name name, byte[] value, Fields fields, Look look) {
    if (!look.has(name)) {
      return false;
    }
    int i = look.field(name);
    int begin = fields.valueStart(i);
    if (fields.valueEnd(i) - begin != value.length) {
      return false;
    }
    byte[] array = fields.array();
    for (int k = 1; k < value.length; k++) {
      if (array[begin + k] != value[k]) {
        return false;
      }
    }
    return true;
  }

  private static MalformedException missing(Look look, Name... required) {
    var names = new StringJoiner(", ");
    for (var name : required) {
      if (!look.has(name)) {
        names.add(name.text);
      }
    }
    return new MalformedException(
        "not-cloudtrail", "not a CloudTrail record: it has no " + names, -1);
  }

  private static long bits(Name... names) {
    long bits = 0;
    for (var name : names) {
      bits |= name.bit();
    }
    return bits;
  }
}
