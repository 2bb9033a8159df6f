package io.logboom.filters.alert;

import io.logboom.filters.Severity;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes alerts in the format of the configuration. Safe for use by many threads. */
final class Writer {
  private final AlertConfig config;
  private final Context context;
  private final Map<Dialect, MessageTemplate> templates = new EnumMap<>(Dialect.class);
  private final String routingKey;
  private final Counter shortened;

  Writer(AlertConfig config, Context context) {
    this.config = config;
    this.context = context;
    for (var dialect : dialects(config.format())) {
      templates.put(
          dialect,
          file(dialect, config.templates())
              .map(TemplateFile::template)
              .orElseGet(dialect::template));
    }
    this.routingKey = config.routingKey().map(key -> key.reveal()).orElse("");
    this.shortened = context.counter("shortened");
  }

  /**
   * The event with the word that this filter wrote it, for outputs that must not believe others.
   */
  Event signed(Event alert) {
    var format = config.format().name().toLowerCase(Locale.ROOT);
    return alert.with(alert.origin().with(Origin.ALERT, format));
  }

  private static List<Dialect> dialects(AlertConfig.Format format) {
    return switch (format) {
      case JSON -> List.of(Dialect.TEXT, Dialect.HTML, Dialect.MARKDOWN);
      case TEXT -> List.of(Dialect.TEXT);
      case HTML -> List.of(Dialect.HTML);
      case MARKDOWN -> List.of(Dialect.MARKDOWN);
      case SLACK -> List.of(Dialect.SLACK);
      case TEAMS -> List.of(Dialect.TEAMS);
      case PAGERDUTY -> List.of(Dialect.PAGERDUTY);
    };
  }

  private static Optional<TemplateFile> file(Dialect dialect, AlertConfig.Templates files) {
    return switch (dialect) {
      case TEXT -> files.text();
      case HTML -> files.html();
      case MARKDOWN -> files.markdown();
      case SLACK -> files.slack();
      case TEAMS -> files.teams();
      case PAGERDUTY -> files.pagerduty();
    };
  }

  /**
   * Writes one.
   *
   * @param event what it is about, for its bytes; empty when it is about many
   * @throws MalformedException when it cannot be made to fit, or a template made no JSON of it
   */
  byte[] write(Told told, Optional<Event> event) throws MalformedException {
    if (config.format() != AlertConfig.Format.JSON) {
      var text = text(templates.keySet().iterator().next(), told);
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return AlertObject.of(
        told,
        text(Dialect.TEXT, told),
        text(Dialect.HTML, told),
        text(Dialect.MARKDOWN, told),
        event);
  }

  /** Shows ever less of the event until the text fits. */
  private String text(Dialect dialect, Told told) throws MalformedException {
    var template = templates.get(dialect);
    if (template == null) {
      throw new IllegalStateException("no template of " + dialect);
    }
    long most = Math.min(dialect.most(), config.maxSize().bytes());
    var budget = dialect.budget();
    while (true) {
      var filled = Fill.of(template, dialect, budget, told, routingKey);
      long size = filled.text().getBytes(StandardCharsets.UTF_8).length;
      if (size <= most) {
        if (filled.cuts() > 0) {
          shortened.increment();
        }
        return json(dialect, filled.text());
      }
      if (!budget.isSpare()) {
        throw new MalformedException(
            "too-large", "even shortened, the alert has " + size + " bytes of " + most, -1);
      }
      budget = budget.less();
    }
  }

  /** What is sent as JSON is held against the grammar, whoever wrote the template. */
  private String json(Dialect dialect, String text) throws MalformedException {
    if (!dialect.isJson()) {
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
    var origin = new Origin("alert", "alert", Instant.EPOCH, Map.of());
    try {
      var tree = context.event(text.getBytes(StandardCharsets.UTF_8), origin).tree();
      return JsonPrint.line(tree, Integer.MAX_VALUE);
    } catch (MalformedException e) {
      throw new MalformedException(
          "template", "the template makes no JSON: " + e.getMessage(), e.at());
    }
  }

  /**
   * Tries the templates.
   *
   * @throws IllegalArgumentException when one does not make what it should
   */
  void check() {
    var line = new Line("name \"quoted\"", "a \\ \" \n <b> {{x}}");
    var sections =
        List.of(new Section("who", List.of(line, line)), new Section("where", List.of(line)));
    var bare = new Story("", Instant.EPOCH, "", Map.of(), List.of(), "");
    var facts = new EnumMap<Fact, String>(Fact.class);
    for (var fact : Fact.values()) {
      facts.put(fact, "a \\ \" <b>");
    }
    var full = new Story("id\"", Instant.EPOCH, "title", facts, sections, "{\n \"record\": 1}");
    for (var story : List.of(bare, full)) {
      for (var dialect : templates.keySet()) {
        try {
          var told =
              new Told(
                  story, "title \"", Severity.INFO, List.of("rule"), story.facts(), "input", "key");
          text(dialect, told);
        } catch (MalformedException e) {
          throw new IllegalArgumentException(
              "templates."
                  + dialect.name().toLowerCase(java.util.Locale.ROOT)
                  + ": "
                  + e.getMessage(),
              e);
        }
      }
    }
  }
}
