package io.logboom.core.config;

import io.logboom.core.config.Node.Absent;
import io.logboom.core.config.Node.Broken;
import io.logboom.core.config.Node.Items;
import io.logboom.core.config.Node.Scalar;
import io.logboom.core.config.Node.Section;
import io.logboom.core.config.Option.Need;
import io.logboom.spi.Plugin;
import io.logboom.spi.Secret;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which options there are: names and types from the record, defaults and prose from the
 * {@code reference.conf}. Documentation, {@code describe} and the contract for plugins are made of
 * these.
 */
public final class Options {

  private Options() {}

  /** A plugin's own, in the order of its {@code reference.conf}. */
  public static List<Option> of(Plugin<?> plugin) {
    var section = Reference.of(plugin.getClass());
    return of(plugin.config(), section.only(engineNames(plugin), false));
  }

  /**
   * The engine's in a plugin's section, with the plugin's defaults where it has its own. Without
   * {@code type} and an output's {@code filters}, which have none.
   */
  public static List<Option> ofEngine(Plugin<?> plugin) {
    var own = Reference.of(plugin.getClass()).only(engineNames(plugin), true);
    var kind = PluginKind.of(plugin);
    var section = own.over(EngineOptions.defaults(kind));
    return switch (kind) {
      case INPUT -> of(EngineOptions.OfInput.class, section);
      case FILTER -> of(EngineOptions.OfFilter.class, section);
      case OUTPUT -> of(EngineOptions.OfOutput.class, section);
    };
  }

  /** Those of the whole agent, at the root of a configuration. */
  public static List<Option> ofAgent() {
    return of(EngineOptions.OfAgent.class, EngineOptions.defaults());
  }

  /** Names in the {@code reference.conf} that are neither the plugin's options nor the engine's. */
  public static Set<String> unknown(Plugin<?> plugin) {
    var names = names(Reference.of(plugin.getClass()), "");
    var known = new LinkedHashSet<String>();
    for (var options : List.of(of(plugin), ofEngine(plugin))) {
      options.forEach(option -> known.add(option.name()));
    }
    names.removeIf(name -> known.stream().anyMatch(option -> within(name, option)));
    return names;
  }

  /** Components of the plugin's record that the {@code reference.conf} does not know. */
  public static Set<String> undocumented(Plugin<?> plugin) {
    var missing = new LinkedHashSet<String>();
    missing(plugin.config(), Reference.of(plugin.getClass()), "", missing);
    return missing;
  }

  /** Components of the plugin's record that an option of the engine has the name of. */
  public static Set<String> clashing(Plugin<?> plugin) {
    var clashing = new LinkedHashSet<String>();
    for (var component : plugin.config().getRecordComponents()) {
      clashing.add(Words.ofComponent(component.getName()));
    }
    clashing.retainAll(engineNames(plugin));
    return clashing;
  }

  /** Those of the plugin's options that a section gives another value than the default. */
  public static Set<String> changedBy(Plugin<?> plugin, String section) {
    var given = Reference.parse(section, "example");
    var changed = new LinkedHashSet<String>();
    for (var option : of(plugin)) {
      var value = at(given, option.name());
      if (value.isPresent() && !written(value.get()).equals(option.fallback())) {
        changed.add(option.name());
      }
    }
    return changed;
  }

  private static Set<String> engineNames(Plugin<?> plugin) {
    return EngineOptions.names(PluginKind.of(plugin));
  }

  private static List<Option> of(Class<? extends Record> type, Section section) {
    var options = new ArrayList<Option>();
    collect(type, section, "", options);
    return List.copyOf(options);
  }

  private static void collect(
      Class<? extends Record> type, Section section, String path, Collection<Option> options) {
    for (Map.Entry<String, Node> field : section.fields().entrySet()) {
      for (var component : type.getRecordComponents()) {
        if (Words.ofComponent(component.getName()).equals(field.getKey())) {
          collect(component, field.getValue(), Address.of(path, field.getKey()), options);
        }
      }
    }
  }

  private static void collect(
      RecordComponent component, Node node, String path, Collection<Option> options) {
    var type = component.getGenericType();
    var value = Types.raw(type) == Optional.class ? Types.argument(type, 0) : type;
    var raw = Types.raw(value);
    if (node instanceof Section section && raw.isRecord() && !Values.known(raw)) {
      if (!section.prose().isEmpty()) {
        options.add(
            new Option(path, "section", List.of(), Need.OPTIONAL, "", section.prose(), false));
      }
      collect(raw.asSubclass(Record.class), section, path, options);
      return;
    }
    var need = Need.DEFAULT;
    if (node instanceof Absent) {
      need = Types.raw(type) == Optional.class ? Need.OPTIONAL : Need.REQUIRED;
    }
    options.add(
        new Option(
            path,
            Types.name(value),
            words(value),
            need,
            written(node),
            node.prose(),
            raw == Secret.class));
  }

  private static List<String> words(Type type) {
    var raw = Types.raw(type);
    if (raw.isEnum()) {
      return Words.ofEnum(raw);
    }
    if (raw == List.class) {
      return words(Types.argument(type, 0));
    }
    return raw == Map.class ? words(Types.argument(type, 1)) : List.of();
  }

  /** A value as a configuration file would have it; empty for null. */
  private static String written(@Nullable Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.text().isEmpty() ? "\"\"" : scalar.text();
      case Items items ->
          items.items().stream().map(Options::written).collect(Collectors.joining(", ", "[", "]"));
      case Section section ->
          section.fields().entrySet().stream()
              .map(field -> Address.of("", field.getKey()) + " = " + written(field.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Absent _, Broken _ -> "";
      case null -> "";
    };
  }

  private static Optional<Node> at(Section section, String path) {
    int dot = path.indexOf('.');
    var node = section.fields().get(dot < 0 ? path : path.substring(0, dot));
    if (dot < 0 || node == null) {
      return Optional.ofNullable(node);
    }
    return node instanceof Section inner ? at(inner, path.substring(dot + 1)) : Optional.empty();
  }

  private static Set<String> names(Section section, String path) {
    var names = new LinkedHashSet<String>();
    for (Map.Entry<String, Node> field : section.fields().entrySet()) {
      var name = Address.of(path, field.getKey());
      if (field.getValue() instanceof Section inner && !inner.fields().isEmpty()) {
        names.addAll(names(inner, name));
      } else {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean within(String name, String option) {
    return name.equals(option) || name.startsWith(option + ".");
  }

  private static void missing(
      Class<? extends Record> type, Section section, String path, Collection<String> missing) {
    for (var component : type.getRecordComponents()) {
      var name = Words.ofComponent(component.getName());
      var node = section.fields().get(name);
      if (node == null) {
        missing.add(Address.of(path, name));
      } else if (node instanceof Section inner
          && component.getType().isRecord()
          && !Values.known(component.getType())) {
        missing(
            component.getType().asSubclass(Record.class), inner, Address.of(path, name), missing);
      }
    }
  }
}
