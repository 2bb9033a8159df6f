package io.logboom.filters.alert;

import io.logboom.spi.Event;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/**
 * Tells what can be told of events that are no CloudTrail records: other JSON, rows, plain text.
 */
final class OtherStory {

  /** Fields that say in a sentence what an event is about, in programs' usual words. */
  private static final List<String> MESSAGES =
      List.of("title", "message", "msg", "@message", "description", "summary", "detail-type");

  /** Fields that hold when it happened. */
  private static final List<String> TIMES =
      List.of("eventTime", "time", "timestamp", "@timestamp", "createdAt", "bin(5m)");

  private static final int TITLE = 120;

  private OtherStory() {}

  /** Tells of a JSON value, of any kind. */
  static Story json(Event event, Value tree) {
    var record = Part.of(tree);
    var facts = new EnumMap<Fact, String>(Fact.class);
    var message = firstOf(record, MESSAGES);
    Caller.put(facts, Fact.MESSAGE, message);
    Caller.put(facts, Fact.ACTION, record.text("eventName"));
    Caller.put(facts, Fact.SERVICE, record.text("eventSource"));
    Caller.put(facts, Fact.ACCOUNT, record.text("accountId"));
    Caller.put(facts, Fact.REGION, record.text("awsRegion"));
    Caller.put(facts, Fact.ADDRESS, record.text("sourceIPAddress"));
    var time =
        event.time().or(() -> time(firstOf(record, TIMES))).orElse(event.origin().receivedAt());
    var details =
        record.isEmpty()
            ? List.of(new Line("value", JsonPrint.line(tree, 16 << 10)))
            : record.lines();
    return new Story(
        event.id().orElse(""),
        time,
        Plain.cut(message, TITLE),
        facts,
        List.of(new Section("fields", details), found(event, time)),
        JsonPrint.indented(tree, Integer.MAX_VALUE));
  }

  /** Tells of bytes that are no JSON: what is not UTF-8 among them is U+FFFD. */
  static Story plain(Event event) {
    var text =
        new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8).strip();
    var facts = new EnumMap<Fact, String>(Fact.class);
    var firstLine = text.lines().findFirst().orElse("");
    Caller.put(facts, Fact.MESSAGE, firstLine);
    var time = event.time().orElse(event.origin().receivedAt());
    return new Story(
        event.id().orElse(""),
        time,
        Plain.cut(firstLine, TITLE),
        facts,
        List.of(found(event, time)),
        text);
  }

  private static Section found(Event event, Instant time) {
    return Section.named("when")
        .add("time", time.truncatedTo(ChronoUnit.MILLIS).toString())
        .add("received", event.origin().receivedAt().truncatedTo(ChronoUnit.SECONDS).toString())
        .add("input", event.origin().input())
        .add("found in", event.place())
        .done();
  }

  private static String firstOf(Part record, List<String> names) {
    for (var name : names) {
      var text = record.text(name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** A time of RFC 3339; empty when it is none. */
  static Optional<Instant> time(String text) {
    if (text.length() < 19 || text.length() > 40) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      // The question was whether it is one.
      return Optional.empty();
    }
  }
}
