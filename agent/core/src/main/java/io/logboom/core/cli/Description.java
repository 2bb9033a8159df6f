package io.logboom.core.cli;

import io.logboom.core.config.Option;
import io.logboom.core.config.Option.Need;
import io.logboom.core.config.Options;
import io.logboom.core.config.PluginKind;
import io.logboom.core.config.PluginReadme;
import io.logboom.core.config.Plugins;
import io.logboom.core.json.JsonText;
import io.logboom.spi.Plugin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Tells which plugins there are, and what can be configured. */
final class Description {
  private static final String AGENT = "agent";
  private static final int WIDTH = 96;

  private final Plugins plugins;
  private final boolean json;

  Description(Plugins plugins, boolean json) {
    this.plugins = plugins;
    this.json = json;
  }

  /** All plugins. */
  String all() {
    if (json) {
      var text = new JsonText().open('[');
      for (var plugin : plugins.all()) {
        heading(text.open('{'), plugin).close('}');
      }
      return text.close(']') + "\n";
    }
    var text = new StringBuilder();
    for (var kind : PluginKind.values()) {
      text.append(kind.word()).append("s\n");
      for (var plugin : plugins.all()) {
        if (PluginKind.of(plugin) == kind) {
          var line = String.format("  %-14s %s", plugin.type(), summary(plugin));
          text.append(line.stripTrailing()).append('\n');
        }
      }
    }
    return text.append(
            "\nlogboom describe TYPE tells the options of one; describe agent those of all.\n")
        .toString();
  }

  /** Every plugin of that type, or what is common to all; empty when there is none. */
  String one(String type) {
    var described = new ArrayList<String>();
    if (type.equals(AGENT)) {
      described.add(json ? agentJson() : "agent\n" + text(Options.ofAgent()));
    }
    for (var plugin : plugins.all()) {
      if (plugin.type().equals(type)) {
        described.add(json ? json(plugin) : text(plugin));
      }
    }
    if (described.isEmpty()) {
      return "";
    }
    return json ? "[" + String.join(",", described) + "]\n" : String.join("\n", described);
  }

  /** Says that there is none. */
  String unknown(String type) {
    var types = new LinkedHashSet<String>();
    plugins.all().forEach(plugin -> types.add(plugin.type()));
    return "there is no plugin \"" + type + "\"; there are: " + String.join(", ", types);
  }

  /** What a plugin does, and where one of others came from. */
  private String summary(Plugin<?> plugin) {
    String summary = PluginReadme.summary(plugin);
    return plugins.foreign(plugin).map(jar -> summary + " (" + jar + ")").orElse(summary).strip();
  }

  private String text(Plugin<?> plugin) {
    var text = new StringBuilder();
    text.append(PluginKind.of(plugin).word()).append(' ').append(plugin.type()).append('\n');
    wrap(text, summary(plugin), "  ");
    text.append(text(Options.of(plugin)));
    var engine = Options.ofEngine(plugin);
    if (!engine.isEmpty()) {
      text.append("\n  of the engine:\n").append(text(engine));
    }
    return text.toString();
  }

  private static String text(List<Option> options) {
    var text = new StringBuilder();
    for (var option : options) {
      text.append('\n').append("  ").append(option.name());
      text.append(option.need() == Need.DEFAULT ? " = " + option.fallback() : "");
      text.append("  (").append(type(option));
      text.append(
          switch (option.need()) {
            case REQUIRED -> ", required";
            case OPTIONAL -> ", optional";
            case DEFAULT -> "";
          });
      text.append(")\n");
      wrap(text, option.prose(), "      ");
    }
    return text.toString();
  }

  private static String type(Option option) {
    if (option.words().isEmpty()) {
      return option.type();
    }
    String words = String.join(" | ", option.words());
    return option.type().equals("word") ? words : option.type() + ": " + words;
  }

  private static void wrap(StringBuilder text, String prose, String margin) {
    int column = 0;
    for (var word : prose.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        text.append('\n');
        column = 0;
      }
      text.append(column == 0 ? margin : " ").append(word);
      column = (column == 0 ? margin.length() : column + 1) + word.length();
    }
    text.append('\n');
  }

  private JsonText heading(JsonText text, Plugin<?> plugin) {
    text.name("type")
        .value(plugin.type())
        .name("kind")
        .value(PluginKind.of(plugin).word())
        .name("description")
        .value(PluginReadme.summary(plugin));
    plugins.foreign(plugin).ifPresent(jar -> text.name("from").value(jar.toString()));
    return text;
  }

  private String json(Plugin<?> plugin) {
    var text = heading(new JsonText().open('{'), plugin);
    properties(text.name("options"), Options.of(plugin));
    properties(text.name("engine-options"), Options.ofEngine(plugin));
    return text.close('}').toString();
  }

  private static String agentJson() {
    var text = new JsonText().open('{').name("type").value(AGENT).name("kind").value(AGENT);
    properties(text.name("options"), Options.ofAgent());
    return text.close('}').toString();
  }

  private static void properties(JsonText text, List<Option> options) {
    text.open('{');
    for (var option : options) {
      text.name(option.name()).open('{').name("type").value(option.type());
      if (!option.words().isEmpty()) {
        text.name("words").open('[');
        option.words().forEach(text::value);
        text.close(']');
      }
      text.name("required").value(option.need() == Need.REQUIRED);
      if (option.need() == Need.DEFAULT) {
        text.name("default").value(option.fallback());
      }
      text.name("secret").value(option.secret());
      text.name("description").value(option.prose()).close('}');
    }
    text.close('}');
  }
}
