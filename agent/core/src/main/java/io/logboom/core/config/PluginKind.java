package io.logboom.core.config;

import io.logboom.spi.FilterPlugin;
import io.logboom.spi.InputPlugin;
import io.logboom.spi.OutputPlugin;
import io.logboom.spi.Plugin;

/** The kinds of plugins there are. */
public enum PluginKind {
  INPUT,
  FILTER,
  OUTPUT;

  /** The kind of that plugin. */
  public static PluginKind of(Plugin<?> plugin) {
    return switch (plugin) {
      case InputPlugin<?> _ -> INPUT;
      case FilterPlugin<?> _ -> FILTER;
      case OutputPlugin<?> _ -> OUTPUT;
    };
  }

  /** As texts name it: {@code input}. */
  public String word() {
    return Words.ofConstant(this);
  }
}
