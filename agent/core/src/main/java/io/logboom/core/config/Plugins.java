package io.logboom.core.config;

import io.logboom.spi.FilterPlugin;
import io.logboom.spi.InputPlugin;
import io.logboom.spi.OutputPlugin;
import io.logboom.spi.Plugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The plugins there are. Immutable. */
public final class Plugins {
  private final List<Plugin<?>> all;

  private Plugins(List<Plugin<?>> plugins) {
    all =
        plugins.stream()
            .sorted(
                Comparator.<Plugin<?>, PluginKind>comparing(PluginKind::of)
                    .thenComparing(Plugin::type))
            .toList();
    for (int i = 1; i < all.size(); i++) {
      var plugin = all.get(i);
      var before = all.get(i - 1);
      if (plugin.type().equals(before.type()) && PluginKind.of(plugin) == PluginKind.of(before)) {
        throw new IllegalArgumentException(
            "both "
                + before.getClass().getName()
                + " and "
                + plugin.getClass().getName()
                + " declare the "
                + PluginKind.of(plugin).word()
                + " "
                + plugin.type());
      }
    }
  }

  /**
   * Those on the class path. Makes each plugin class, which is small; what it declares, and the
   * libraries behind that, are loaded when they are used.
   *
   * @throws IllegalArgumentException when two declare the same type of the same kind
   * @throws java.util.ServiceConfigurationError when one cannot be made
   */
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  public static Plugins installed() {
    var plugins = new ArrayList<Plugin<?>>();
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      plugins.add(plugin);
    }
    return new Plugins(plugins);
  }

  /**
   * These.
   *
   * @throws IllegalArgumentException when two declare the same type of the same kind
   */
  public static Plugins of(Plugin<?>... plugins) {
    return new Plugins(List.of(plugins));
  }

  /** All of them: inputs, filters, outputs, each by type. */
  public List<Plugin<?>> all() {
    return all;
  }

  Optional<InputPlugin<?>> input(String type) {
    for (var plugin : all) {
      if (plugin instanceof InputPlugin<?> input && input.type().equals(type)) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }

  Optional<FilterPlugin<?>> filter(String type) {
    for (var plugin : all) {
      if (plugin instanceof FilterPlugin<?> filter && filter.type().equals(type)) {
        return Optional.of(filter);
      }
    }
    return Optional.empty();
  }

  Optional<OutputPlugin<?>> output(String type) {
    for (var plugin : all) {
      if (plugin instanceof OutputPlugin<?> output && output.type().equals(type)) {
        return Optional.of(output);
      }
    }
    return Optional.empty();
  }

  /** The types of a kind. */
  List<String> types(PluginKind kind) {
    return all.stream().filter(plugin -> PluginKind.of(plugin) == kind).map(Plugin::type).toList();
  }
}
