package io.logboom.core.config;

import io.logboom.core.config.Node.Absent;
import io.logboom.core.config.Node.Broken;
import io.logboom.core.config.Node.Items;
import io.logboom.core.config.Node.Scalar;
import io.logboom.core.config.Node.Section;
import io.logboom.spi.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Binds the section {@code pipelines}: each plugin's part to its record, the rest to the engine's.
 */
final class PipelineBinder {
  private static final Set<String> PARTS = Set.of("inputs", "filters", "outputs");

  private final Plugins plugins;
  private final Problems problems;
  private final Binder binder;

  PipelineBinder(Plugins plugins, Problems problems, SecretFiles secrets) {
    this.plugins = plugins;
    this.problems = problems;
    this.binder = new Binder(problems, secrets);
  }

  /** The pipelines that could be made out. */
  List<PipelineConfig> bind(Section root) {
    return named(root, "pipelines", "pipelines", this::pipeline, "nothing to run");
  }

  private Optional<PipelineConfig> pipeline(Section section, String address) {
    for (Map.Entry<String, Node> field : section.fields().entrySet()) {
      if (!PARTS.contains(field.getKey())) {
        problems.add(
            field.getValue().place(),
            Address.of(address, field.getKey()),
            "unknown option"
                + Nearest.hint(field.getKey(), List.of("inputs", "filters", "outputs")));
      }
    }
    return Optional.of(
        new PipelineConfig(
            Address.last(address),
            named(section, "inputs", address + ".inputs", this::input, "nothing to read"),
            filters(section, address),
            named(section, "outputs", address + ".outputs", this::output, "nowhere to write")));
  }

  /** Sections under names of the user's own: at least one. */
  private <T> List<T> named(
      Section section,
      String name,
      String address,
      BiFunction<Section, String, Optional<T>> bind,
      String otherwise) {
    var made = new ArrayList<T>();
    switch (section.fields().get(name)) {
      case Section all when !all.fields().isEmpty() -> {
        for (Map.Entry<String, Node> field : all.fields().entrySet()) {
          var path = Address.of(address, field.getKey());
          if (!Address.plain(field.getKey())) {
            problems.add(
                field.getValue().place(), path, "a name is made of letters, digits, _ and -");
          }
          section(field.getValue(), path)
              .flatMap(one -> bind.apply(one, path))
              .ifPresent(made::add);
        }
      }
      case Section all -> problems.add(all.place(), address, "empty: there is " + otherwise);
      case Absent absent -> problems.add(absent.place(), address, "empty: there is " + otherwise);
      case Items items ->
          problems.add(items.place(), address, "expected sections, each with a name, not a list");
      case Scalar scalar ->
          problems.add(scalar.place(), address, "expected sections, each with a name");
      case Broken _ -> {}
      case null ->
          problems.add(section.place(), address, "required, but not given: there is " + otherwise);
    }
    return made;
  }

  private Optional<Section> section(Node node, String path) {
    if (node instanceof Section section) {
      return Optional.of(section);
    }
    if (!(node instanceof Broken)) {
      problems.add(node.place(), path, "expected a section: { ... }");
    }
    return Optional.empty();
  }

  private List<FilterConfig> filters(Section section, String address) {
    var made = new ArrayList<FilterConfig>();
    String path = address + ".filters";
    switch (section.fields().get("filters")) {
      case Items items -> {
        for (int i = 0; i < items.items().size(); i++) {
          String name = path + "." + i;
          section(items.items().get(i), name)
              .flatMap(one -> filter(one, name))
              .ifPresent(made::add);
        }
      }
      case Section other -> problems.add(other.place(), path, "expected a list: [ { ... } ]");
      case Scalar other -> problems.add(other.place(), path, "expected a list: [ { ... } ]");
      case Absent _, Broken _ -> {}
      case null -> {}
    }
    return made;
  }

  private Optional<InputConfig> input(Section section, String name) {
    var plugin = plugin(section, name, PluginKind.INPUT, plugins::input);
    var engine = engine(EngineOptions.OfInput.class, section, name, PluginKind.INPUT, plugin);
    return plugin.flatMap(
        input ->
            record(input, section, name)
                .flatMap(
                    config ->
                        engine.map(
                            options -> new InputConfig(name, input, config, options.queue()))));
  }

  private Optional<FilterConfig> filter(Section section, String name) {
    var plugin = plugin(section, name, PluginKind.FILTER, plugins::filter);
    var engine = engine(EngineOptions.OfFilter.class, section, name, PluginKind.FILTER, plugin);
    return plugin.flatMap(
        filter ->
            record(filter, section, name)
                .flatMap(
                    config ->
                        engine.map(
                            options ->
                                new FilterConfig(
                                    name, filter, config, options.when(), options.onError()))));
  }

  private Optional<OutputConfig> output(Section section, String name) {
    var plugin = plugin(section, name, PluginKind.OUTPUT, plugins::output);
    var engine = engine(EngineOptions.OfOutput.class, section, name, PluginKind.OUTPUT, plugin);
    var filters = filters(section, name);
    return plugin.flatMap(
        output ->
            record(output, section, name)
                .flatMap(
                    config ->
                        engine.map(
                            options ->
                                new OutputConfig(
                                    name,
                                    output,
                                    config,
                                    options.when(),
                                    filters,
                                    options.batch(),
                                    options.retry(),
                                    options.concurrency(),
                                    options.timeout(),
                                    options.queue()))));
  }

  private <P extends Plugin<?>> Optional<P> plugin(
      Section section, String path, PluginKind kind, Function<String, Optional<P>> find) {
    String at = path + ".type";
    switch (section.fields().get("type")) {
      case Scalar(var place, _, _, var type) -> {
        var plugin = find.apply(type);
        if (plugin.isEmpty()) {
          problems.add(
              place, at, "there is no " + kind.word() + " \"" + type + "\"" + hint(kind, type));
        }
        return plugin;
      }
      case Section other -> problems.add(other.place(), at, "expected a word, not a section");
      case Items other -> problems.add(other.place(), at, "expected a word, not a list");
      case Broken _ -> {}
      case Absent absent -> problems.add(absent.place(), at, "required, but not given");
      case null ->
          problems.add(
              section.place(),
              at,
              "required, but not given" + Nearest.hint("", plugins.types(kind)));
    }
    return Optional.empty();
  }

  private String hint(PluginKind kind, String type) {
    for (var other : PluginKind.values()) {
      if (other != kind && plugins.types(other).contains(type)) {
        return "; that is the name of another kind of plugin: " + other.word();
      }
    }
    return Nearest.hint(type, plugins.types(kind));
  }

  /** The plugin's own part of its section. */
  private Optional<? extends Record> record(Plugin<?> plugin, Section section, String path) {
    var engine = EngineOptions.names(PluginKind.of(plugin));
    var defaults = Reference.of(plugin.getClass()).only(engine, false);
    var own = section.only(engine, false).over(defaults);
    return binder.bind(plugin.config(), own, path, engine);
  }

  /** The engine's part of a plugin's section; the plugin may have defaults of its own for it. */
  private <C extends Record & EngineOptions> Optional<C> engine(
      Class<C> type,
      Section section,
      String path,
      PluginKind kind,
      Optional<? extends Plugin<?>> plugin) {
    var names = EngineOptions.names(kind);
    var own = section.only(names, true).only(Set.of("type", "filters"), false);
    if (plugin.isPresent()) {
      own = own.over(Reference.of(plugin.get().getClass()).only(names, true));
    }
    return binder.bind(type, own.over(EngineOptions.defaults(kind)), path, Set.of());
  }
}
