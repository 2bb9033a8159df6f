package io.logboom.filters.alert;

import io.logboom.filters.Mark;
import io.logboom.filters.Severity;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts of one kind: the first has been sent, further ones are counted until the time is over. Its
 * size does not depend on how many there are. Not safe for use by many threads.
 */
final class Group {
  private static final int MOST_RULES = 100;
  private static final int FACT = 500;

  /** What the first one says of itself. */
  private final String title;

  private final String key;
  private final String source;
  private final Map<Fact, String> common;

  private final long opened;
  private final long closes;
  private final List<Line> examples = new ArrayList<>();
  private final Set<String> rules = new LinkedHashSet<>();
  private Severity severity;
  private String rule;
  private long count;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  private Group(
      String title,
      String key,
      String source,
      Map<Fact, String> common,
      long opened,
      long closes,
      Severity severity,
      String rule) {
    this.title = title;
    this.key = key;
    this.source = source;
    this.common = common;
    this.opened = opened;
    this.closes = closes;
    this.severity = severity;
    this.rule = rule;
  }

  /** A group that this one opens. */
  static Group of(Told told, List<Fact> by, Instant now, Instant closes) {
    var common = new EnumMap<Fact, String>(Fact.class);
    for (var fact : by) {
      Caller.put(common, fact, Plain.cut(Plain.line(told.facts().getOrDefault(fact, "")), FACT));
    }
    var group =
        new Group(
            told.title(),
            told.key(),
            told.source(),
            common,
            now.toEpochMilli(),
            closes.toEpochMilli(),
            told.severity(),
            told.facts().getOrDefault(Fact.RULE, ""));
    group.rules.addAll(told.rules());
    return group;
  }

  /** Counts one more. */
  void add(Told told, int mostExamples) {
    count++;
    long time = told.story().time().toEpochMilli();
    first = Math.min(first, time);
    last = Math.max(last, time);
    if (examples.size() < mostExamples) {
      examples.add(new Line(Stamp.of(told.story().time()), told.title()));
    }
    for (var each : told.rules()) {
      if (rules.size() < MOST_RULES) {
        rules.add(each);
      }
    }
    if (told.severity().compareTo(severity) > 0) {
      severity = told.severity();
      rule = told.facts().getOrDefault(Fact.RULE, "");
      rules.add(rule);
    }
  }

  boolean isOver(Instant now) {
    return now.toEpochMilli() >= closes;
  }

  /** How many more there were. */
  long count() {
    return count;
  }

  /** What there is to tell when it is over. */
  Told told() {
    var facts = new EnumMap<Fact, String>(Fact.class);
    facts.putAll(common);
    facts.put(Fact.SEVERITY, severity.word());
    Caller.put(facts, Fact.RULE, rule);
    var what = Section.named("what");
    common.forEach((fact, value) -> what.add(fact.word(), value));
    var more =
        Section.named("more")
            .add("alerts", String.valueOf(count))
            .add("first", Stamp.of(Instant.ofEpochMilli(first)))
            .add("last", Stamp.of(Instant.ofEpochMilli(last)))
            .done();
    var story =
        new Story(
            "more-" + key + "-" + opened,
            Instant.ofEpochMilli(last),
            "",
            facts,
            List.of(what.done(), more, new Section("examples", examples)),
            "");
    var headline = TitleTemplate.shown(count + " more like this: " + title);
    var names = rules.stream().filter(name -> !name.isEmpty()).toList();
    return new Told(story, headline, severity, names, facts, source, key);
  }

  /** Where the closing message comes from, with the mark of all of them. */
  Origin origin() {
    var origin =
        new Origin(source, "group", Instant.ofEpochMilli(opened), Map.of("alert.more", "" + count));
    var names = rules.stream().filter(name -> !name.isEmpty()).toList();
    return rule.isEmpty() || !names.contains(rule)
        ? origin
        : new Mark(rule, names, severity, "").on(origin);
  }

  byte[] encoded() {
    var facts = new HashMap<String, String>();
    common.forEach((fact, value) -> facts.put(fact.name(), value));
    var out =
        new Packed.Out()
            .text(title)
            .text(key)
            .text(source)
            .texts(facts)
            .number(opened)
            .number(closes)
            .text(severity.word())
            .text(rule)
            .number(count)
            .number(first)
            .number(last)
            .number(rules.size());
    rules.forEach(out::text);
    out.number(examples.size());
    examples.forEach(example -> out.text(example.label()).text(example.value()));
    return out.done();
  }

  static Group decoded(byte[] bytes) throws IOException {
    var in = new Packed.In(bytes);
    var title = in.text();
    var key = in.text();
    var source = in.text();
    var common = new EnumMap<Fact, String>(Fact.class);
    for (var fact : in.texts().entrySet()) {
      common.put(Fact.valueOf(fact.getKey()), fact.getValue());
    }
    var group =
        new Group(
            title,
            key,
            source,
            common,
            in.number(),
            in.number(),
            Optional.of(in.text()).flatMap(Severity::of).orElse(Severity.INFO),
            in.text());
    group.count = in.number();
    group.first = in.number();
    group.last = in.number();
    for (long i = in.number(); i > 0; i--) {
      group.rules.add(in.text());
    }
    for (long i = in.number(); i > 0; i--) {
      group.examples.add(new Line(in.text(), in.text()));
    }
    return group;
  }
}
