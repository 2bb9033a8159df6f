package io.logboom.filters.cloudtrail;

import io.logboom.filters.JsonString;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.spi.Origin;

/** Takes records out of the envelopes of other services. Safe for use by many threads. */
final class Envelopes {
  private final CloudTrailFilter filter;

  Envelopes(CloudTrailFilter filter) {
    this.filter = filter;
  }

  /**
   * Where the array at a field begins.
   *
   * @throws MalformedException when it is no array
   */
  int open(Fields fields, int i, Name name) throws MalformedException {
    if (fields.kind(i) != '[') {
      throw new MalformedException(
          "not-cloudtrail", name.text + " is " + kind(fields.kind(i)) + ", not an array", -1);
    }
    return fields.valueStart(i);
  }

  /**
   * An event of Amazon EventBridge ("AWS service events delivered via AWS CloudTrail"): the record
   * is its {@code detail}.
   */
  void eventBridge(Event event, Fields fields, Look look, Next next) throws MalformedException {
    int detail = look.field(Name.DETAIL);
    if (fields.kind(detail) != '{') {
      throw new MalformedException(
          "not-cloudtrail", "detail is " + kind(fields.kind(detail)) + ", not an object", -1);
    }
    var origin = event.origin();
    origin = attribute(origin, "eventbridge.detail-type", Name.DETAIL_TYPE, fields, look);
    origin = attribute(origin, "eventbridge.source", Name.SOURCE, fields, look);
    origin = attribute(origin, "aws.account", Name.ACCOUNT, fields, look);
    origin = attribute(origin, "aws.region", Name.REGION, fields, look);
    int begin = fields.valueStart(detail);
    int length = fields.valueEnd(detail) - begin;
    filter.record(event.with(event.array(), begin, length).with(origin), next);
  }

  /**
   * What a subscription filter of CloudWatch Logs sends ("Log group-level subscription filters"):
   * the records are the messages, each a JSON text in a string, stamped by CloudWatch.
   */
  void cloudWatchLogs(Event event, Fields fields, Look look, Next next) throws MalformedException {
    int type = look.field(Name.MESSAGE_TYPE);
    var messageType = fields.kind(type) == '"' ? string(fields, type) : "";
    switch (messageType) {
      case "CONTROL_MESSAGE" -> next.drop("control-message");
      case "DATA_MESSAGE" -> {
        var origin = event.origin();
        origin = attribute(origin, "cloudwatch.group", Name.LOG_GROUP, fields, look);
        origin = attribute(origin, "cloudwatch.stream", Name.LOG_STREAM, fields, look);
        origin = attribute(origin, "aws.account", Name.OWNER, fields, look);
        if (!look.has(Name.LOG_EVENTS)) {
          throw new MalformedException("not-cloudtrail", "there are no logEvents", -1);
        }
        int open = open(fields, look.field(Name.LOG_EVENTS), Name.LOG_EVENTS);
        filter.items(event.with(origin), open, Name.LOG_EVENTS.text, next, this::logEvent);
      }
      default ->
          throw new MalformedException("not-cloudtrail", "messageType is not DATA_MESSAGE", -1);
    }
  }

  private void logEvent(Event event, Next next) throws MalformedException {
    var fields = event.fields();
    int timestamp = fields.find("timestamp");
    var stamped = event;
    if (timestamp >= 0 && isDigit(fields.kind(timestamp))) {
      var millis = text(fields, timestamp, 0);
      stamped = event.with(event.origin().with(Origin.CLOUDWATCH_TIMESTAMP, millis));
    }
    inString(stamped, fields, fields.find("message"), "message", next);
  }

  /** An item of what the LookupEvents API answers: the record is a JSON text in a string. */
  void lookupItem(Event event, Fields fields, Look look, Next next) throws MalformedException {
    int i = look.has(Name.CLOUD_TRAIL_EVENT) ? look.field(Name.CLOUD_TRAIL_EVENT) : -1;
    inString(event, fields, i, Name.CLOUD_TRAIL_EVENT.text, next);
  }

  private void inString(Event event, Fields fields, int i, String name, Next next)
      throws MalformedException {
    if (i < 0) {
      throw new MalformedException("not-cloudtrail", "there is no " + name, -1);
    }
    if (fields.kind(i) != '"') {
      throw new MalformedException(
          "not-cloudtrail", name + " is " + kind(fields.kind(i)) + ", not a string", -1);
    }
    byte[] from = fields.array();
    int begin = fields.valueStart(i) + 1;
    int end = fields.valueEnd(i) - 1;
    int half = JsonString.halfPair(from, begin, end);
    if (half >= 0) {
      throw new MalformedException(
          "lone-surrogate",
          name + " has half a character, which no UTF-8 can hold",
          half - event.offset());
    }
    var row = next.bytes().begin();
    byte[] to = row.reserve(end - begin);
    row.position(JsonString.decode(from, begin, end, to, row.position()));
    filter.record(event.with(row), next);
  }

  private static Origin attribute(
      Origin origin, String attribute, Name name, Fields fields, Look look) {
    if (!look.has(name) || fields.kind(look.field(name)) != '"') {
      return origin;
    }
    return origin.with(attribute, string(fields, look.field(name)));
  }

  private static String string(Fields fields, int i) {
    return text(fields, i, 1);
  }

  private static String text(Fields fields, int i, int quotes) {
    return JsonString.text(
        fields.array(), fields.valueStart(i) + quotes, fields.valueEnd(i) - quotes);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** What a value is that begins so. */
  static String kind(byte first) {
    return switch (first) {
      case '{' -> "an object";
      case '[' -> "an array";
      case '"' -> "a string";
      case 't', 'f' -> "a boolean";
      case 'n' -> "null";
      default -> "a number";
    };
  }
}
