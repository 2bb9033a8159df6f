package io.logboom.core.config;

import io.logboom.core.condition.Condition;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Glob;
import io.logboom.spi.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of options: taken apart, and named for people. */
final class Types {
  private static final Map<Class<?>, String> NAMES =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(boolean.class, "true or false"),
          Map.entry(Boolean.class, "true or false"),
          Map.entry(int.class, "whole number"),
          Map.entry(Integer.class, "whole number"),
          Map.entry(long.class, "whole number"),
          Map.entry(Long.class, "whole number"),
          Map.entry(double.class, "number"),
          Map.entry(Double.class, "number"),
          Map.entry(Duration.class, "duration"),
          Map.entry(Path.class, "path"),
          Map.entry(URI.class, "address"),
          Map.entry(DataSize.class, "size"),
          Map.entry(Secret.class, "secret"),
          Map.entry(Glob.class, "pattern"),
          Map.entry(FieldPath.class, "field"),
          Map.entry(Condition.class, "condition"));

  private Types() {}

  /** The class without its arguments. */
  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> throw new IllegalStateException("an option cannot be a " + type.getTypeName());
    };
  }

  /** One of its arguments. */
  static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  /** As documentation names it. */
  static String name(Type type) {
    var raw = raw(type);
    var known = NAMES.get(raw);
    if (known != null) {
      return known;
    }
    if (raw == Optional.class) {
      return name(argument(type, 0));
    }
    if (raw == List.class) {
      return "list of " + name(argument(type, 0));
    }
    if (raw == Map.class) {
      return "section of " + name(argument(type, 1));
    }
    if (raw.isEnum()) {
      return "word";
    }
    if (raw.isRecord() && !Values.known(raw)) {
      return Arrays.stream(raw.getRecordComponents())
          .map(part -> Words.ofComponent(part.getName()) + " = " + name(part.getGenericType()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    return Words.ofComponent(raw.getSimpleName()).replace('-', ' ');
  }
}
