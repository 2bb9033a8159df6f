package io.logboom.core.config;

import io.logboom.spi.FilterPlugin;
import io.logboom.spi.InputPlugin;
import io.logboom.spi.OutputPlugin;
import io.logboom.spi.Plugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The plugins there are. Immutable. */
public final class Plugins {
  private final PluginJars jars;
  private final List<Plugin<?>> all;

  private Plugins(PluginJars jars, List<Plugin<?>> plugins) {
    this.jars = jars;
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
                + told(before)
                + " and "
                + told(plugin)
                + " declare the "
                + PluginKind.of(plugin).word()
                + " "
                + plugin.type());
      }
    }
  }

  /** The class of a plugin, and the file that it is in. */
  private static String told(Plugin<?> plugin) {
    String name = plugin.getClass().getName();
    return PluginJars.file(plugin.getClass()).map(file -> name + " of " + file).orElse(name);
  }

  /**
   * Those on the class path, none of them from a folder for plugins of others.
   *
   * @throws IllegalArgumentException when one cannot be made, or two declare the same type of the
   *     same kind
   */
  public static Plugins installed() {
    return installed(PluginJars.none());
  }

  /**
   * Those on the class path, some of them in jars of a folder for plugins of others. Makes each
   * plugin class, which is small; what it declares, and the libraries behind that, are loaded when
   * they are used.
   *
   * @param folder where jars of others are; need not be there
   * @throws IllegalArgumentException when a jar cannot be read or a plugin cannot be made, or when
   *     two declare the same type of the same kind; names the files
   */
  public static Plugins installed(Path folder) {
    return installed(PluginJars.in(folder));
  }

  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  private static Plugins installed(PluginJars jars) {
    var plugins = new ArrayList<Plugin<?>>();
    try {
      for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
        Objects.requireNonNull(plugin.type(), () -> plugin.getClass().getName() + " has no type");
        plugins.add(plugin);
      }
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      throw new IllegalArgumentException(jars.tell(e), e);
    }
    return new Plugins(jars, plugins);
  }

  /**
   * These.
   *
   * @throws IllegalArgumentException when two declare the same type of the same kind
   */
  public static Plugins of(Plugin<?>... plugins) {
    return new Plugins(PluginJars.none(), List.of(plugins));
  }

  /** All of them: inputs, filters, outputs, each by type. */
  public List<Plugin<?>> all() {
    return all;
  }

  /** The jar that a plugin came in, when it is one of others; empty for our own. */
  public Optional<Path> foreign(Plugin<?> plugin) {
    return jars.of(plugin);
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
