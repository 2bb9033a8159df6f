package io.logboom.filters.alert;

import io.logboom.filters.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a template is filled with: everything that is text of an event is clean, cut and escaped for
 * one dialect. Used once.
 */
final class Fill {

  /** All that a template can name. */
  static final List<String> VARIABLES = variables();

  private final Dialect dialect;
  private final Budget budget;
  private int cuts;

  private Fill(Dialect dialect, Budget budget) {
    this.dialect = dialect;
    this.budget = budget;
  }

  private static List<String> variables() {
    var names =
        new ArrayList<String>(
            List.of(
                "title",
                "rules",
                "id",
                "time",
                "iso-time",
                "sections",
                "name",
                "lines",
                "label",
                "value",
                "record",
                "cut",
                "color",
                "symbol",
                "style",
                "urgency",
                "key",
                "source",
                "routing-key"));
    for (var fact : Fact.values()) {
      names.add(fact.word());
    }
    return List.copyOf(names);
  }

  /** A filled template and how much of the event is missing in it. */
  record Filled(String text, int cuts) {}

  /**
   * Fills a template.
   *
   * @param routingKey PagerDuty's; empty for none
   */
  static Filled of(
      MessageTemplate template, Dialect dialect, Budget budget, Told told, String routingKey) {
    var fill = new Fill(dialect, budget);
    var values = fill.values(told);
    values.put("routing-key", JsonPrint.content(routingKey));
    return new Filled(template.fill(values), fill.cuts);
  }

  private Map<String, Object> values(Told told) {
    var story = told.story();
    var values = new HashMap<String, Object>();
    told.facts().forEach((fact, value) -> values.put(fact.word(), value(value)));
    values.put("title", dialect.title(told.title()));
    values.put("rules", value(String.join(", ", told.rules())));
    // These two are ours, and stand between other words in templates.
    values.put(Fact.SEVERITY.word(), told.severity().word());
    values.put("time", Stamp.of(story.time()));
    values.put("iso-time", Stamp.iso(story.time()));
    values.put("id", value(story.id()));
    values.put("key", dialect.value(Plain.cut(Plain.line(told.key()), 200)));
    values.put("source", value(told.source()));
    var sections = new ArrayList<Map<String, Object>>();
    story.sections().forEach(section -> sections.add(section(section)));
    values.put("sections", sections);
    values.put("record", record(story.record()));
    values.put("color", color(told.severity()));
    values.put("symbol", symbol(told.severity()));
    values.put("style", style(told.severity()));
    values.put("urgency", urgency(told.severity()));
    values.put(
        "cut",
        cuts == 0
            ? ""
            : cuts == 1
                ? "One part was too long and is shortened."
                : cuts + " parts were too long and are shortened.");
    return values;
  }

  private Map<String, Object> section(Section section) {
    var lines = new ArrayList<Map<String, Object>>();
    int room = budget.section();
    for (var line : section.lines()) {
      if (lines.size() == budget.lines() || room <= 0) {
        int more = section.lines().size() - lines.size();
        lines.add(line("…", "and " + more + " more"));
        cuts++;
        break;
      }
      var label = Plain.cut(Caller.first(Plain.title(line.label()), "(blank)"), 100);
      var whole = Plain.line(line.value());
      var value = Plain.cut(whole, Math.min(budget.value(), Math.max(20, room - label.length())));
      cuts += value.length() < whole.length() ? 1 : 0;
      room -= label.length() + value.length();
      lines.add(line(dialect.title(label), value.isEmpty() ? "" : dialect.value(value)));
    }
    return Map.of("name", section.name(), "lines", lines);
  }

  private static Map<String, Object> line(String label, String value) {
    return Map.of("label", label, "value", value);
  }

  private String value(String text) {
    if (text.isEmpty()) {
      return "";
    }
    var whole = Plain.line(text);
    return dialect.value(Plain.cut(whole, budget.value()));
  }

  private String record(String record) {
    if (record.isEmpty()) {
      return "";
    }
    // Cleaning makes it longer, at most six times.
    var start = Plain.cut(record, Math.max(1, budget.record() + 1));
    var whole = Plain.lines(start);
    if (budget.record() < 10) {
      cuts++;
      return "";
    }
    var shown = Plain.cut(whole, budget.record());
    cuts += shown.length() < whole.length() || start.length() < record.length() ? 1 : 0;
    return dialect.record(shown);
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case INFO -> "#57606a";
      case LOW -> "#0969da";
      case MEDIUM -> "#9a6700";
      case HIGH -> "#c4432b";
      case CRITICAL -> "#8b1a4f";
    };
  }

  private static String symbol(Severity severity) {
    return switch (severity) {
      case INFO -> "⚪";
      case LOW -> "🔵";
      case MEDIUM -> "🟡";
      case HIGH -> "🟠";
      case CRITICAL -> "🔴";
    };
  }

  /** A colour of Adaptive Cards. */
  private static String style(Severity severity) {
    return switch (severity) {
      case INFO -> "default";
      case LOW -> "accent";
      case MEDIUM -> "warning";
      case HIGH, CRITICAL -> "attention";
    };
  }

  /** A severity of PagerDuty. */
  private static String urgency(Severity severity) {
    return switch (severity) {
      case INFO -> "info";
      case LOW, MEDIUM -> "warning";
      case HIGH -> "error";
      case CRITICAL -> "critical";
    };
  }
}
