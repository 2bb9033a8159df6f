package io.logboom.filters.alert;

import io.logboom.filters.CompactJson;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;

/**
 * Writes an alert as a JSON object: the message in every form, and what it is made of. It is in one
 * line and has no character in it that is not to be seen, but for the record.
 */
final class AlertObject {
  private static final int VALUE = 4_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);

  private AlertObject() {}

  static byte[] of(Told told, String text, String html, String markdown, Optional<Event> event) {
    var object = new AlertObject();
    object.write(told, text, html, markdown, event);
    return object.out.toByteArray();
  }

  private void write(Told told, String text, String html, String markdown, Optional<Event> event) {
    var story = told.story();
    raw("{\"id\":");
    string(Plain.line(story.id()));
    field("time", Stamp.iso(story.time()));
    field("rule", Plain.line(told.facts().getOrDefault(Fact.RULE, "")));
    raw(",\"rules\":[");
    var comma = "";
    for (var rule : told.rules()) {
      raw(comma);
      string(Plain.line(rule));
      comma = ",";
    }
    raw("]");
    field("severity", told.severity().word());
    field("title", told.title());
    field("key", Plain.line(told.key()));
    field("text", text);
    field("html", html);
    field("markdown", markdown);
    raw(",\"details\":{");
    comma = "";
    for (var section : story.sections()) {
      raw(comma);
      string(section.name());
      raw(":");
      section(section);
      comma = ",";
    }
    raw("},\"record\":");
    event.ifPresentOrElse(this::record, () -> raw("null"));
    raw("}");
  }

  private void section(Section section) {
    raw("{");
    var names = new HashSet<String>();
    var comma = "";
    for (var line : section.lines()) {
      var name = Plain.cut(Plain.line(line.label()), 200);
      var unique = name;
      for (int i = 2; !names.add(unique); i++) {
        unique = name + " " + i;
      }
      raw(comma);
      string(unique);
      raw(":");
      string(Plain.cut(Plain.line(line.value()), VALUE));
      comma = ",";
    }
    raw("}");
  }

  /** The event as it was sent; white space around its tokens may hold line breaks and goes then. */
  private void record(Event event) {
    byte[] array = event.array();
    int begin = event.offset();
    int end = begin + event.length();
    try {
      event.tree();
    } catch (MalformedException e) {
      // No JSON, so it becomes a string.
      string(new String(array, begin, end - begin, StandardCharsets.UTF_8));
      return;
    }
    var compact = new byte[end - begin + CompactJson.SLACK];
    out.write(compact, 0, CompactJson.plain(array, begin, end, compact, 0));
  }

  private void field(String name, String text) {
    raw(",");
    string(name);
    raw(":");
    string(text);
  }

  private void string(String text) {
    raw(JsonPrint.string(text));
  }

  private void raw(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
