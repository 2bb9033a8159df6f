package io.logboom.filters.alert;

import io.logboom.filters.Mark;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out what an event says, and what rules say of it. Safe for use by many threads. */
final class Teller {

  /** The attribute in which an insights filter leaves a query's columns, as a JSON object. */
  private static final String ROW = "row";

  /** Titles come from the configuration, so there are few; attributes of inputs could be many. */
  private static final int MOST_TITLES = 10_000;

  private final AlertConfig config;
  private final Context context;
  private final Counter badTitles;
  private final Map<String, Optional<TitleTemplate>> titles = new ConcurrentHashMap<>();

  Teller(AlertConfig config, Context context) {
    this.config = config;
    this.context = context;
    this.badTitles = context.counter("bad-titles");
  }

  /** What there is to tell. */
  Told tell(Event event, Optional<Mark> mark) {
    var story = row(event, story(event));
    var facts = new EnumMap<Fact, String>(Fact.class);
    facts.putAll(story.facts());
    var severity = mark.map(Mark::severity).orElse(config.severity());
    facts.put(Fact.SEVERITY, severity.word());
    mark.ifPresent(made -> facts.put(Fact.RULE, made.rule()));
    return new Told(
        story,
        title(event, story, mark, facts),
        severity,
        mark.map(Mark::rules).orElse(List.of()),
        facts,
        event.origin().input(),
        Caller.first(story.id(), event.place()));
  }

  private static Story story(Event event) {
    Value tree;
    try {
      tree = event.tree();
    } catch (MalformedException e) {
      // No JSON: then it is a line of something, and as good to tell of as any other event.
      return OtherStory.plain(event);
    }
    return TrailStory.fits(tree)
        ? new TrailStory(event, tree).tell()
        : OtherStory.json(event, tree);
  }

  private Story row(Event event, Story story) {
    var row = event.origin().attributes().get(ROW);
    if (row == null) {
      return story;
    }
    try {
      var bytes = row.getBytes(StandardCharsets.UTF_8);
      var part = Part.of(context.event(bytes, event.origin()).tree());
      return story.with(new Section(ROW, part.lines()));
    } catch (MalformedException e) {
      // Then an input has an attribute of that name too, and it means something else there.
      return story;
    }
  }

  private String title(Event event, Story story, Optional<Mark> mark, Map<Fact, String> facts) {
    var wanted = mark.map(Mark::title).filter(text -> !text.isBlank());
    var template = wanted.isPresent() ? compiled(wanted.get()) : config.title();
    var title =
        template
            .map(it -> it.title(story, facts))
            .orElseGet(() -> TitleTemplate.shown(wanted.orElse(story.title())));
    if (title.isEmpty()) {
      title = TitleTemplate.shown(story.title());
    }
    if (title.isEmpty()) {
      title =
          TitleTemplate.shown(
              mark.map(made -> "Rule " + made.rule() + " matched")
                  .orElse("An event of " + event.origin().input()));
    }
    return title;
  }

  /**
   * The title of a rule, as a template when it is one. The filter that has the rule does not know
   * what variables there are here, so one that names others is taken as it is written.
   */
  private Optional<TitleTemplate> compiled(String text) {
    if (titles.size() >= MOST_TITLES) {
      titles.clear();
    }
    return titles.computeIfAbsent(text, this::compile);
  }

  private Optional<TitleTemplate> compile(String text) {
    try {
      return Optional.of(TitleTemplate.of(text));
    } catch (IllegalArgumentException e) {
      // What is wrong with it nobody can be told here; that something is, the counter says.
      badTitles.increment();
      return Optional.empty();
    }
  }
}
