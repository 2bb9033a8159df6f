package io.logboom.core.config;

import io.logboom.core.config.Node.Absent;
import io.logboom.core.config.Node.Broken;
import io.logboom.core.config.Node.Items;
import io.logboom.core.config.Node.Scalar;
import io.logboom.core.config.Node.Section;
import io.logboom.spi.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds sections to records: a component is an option. Whatever does not fit becomes a problem, and
 * binding goes on, so that one run finds all of them.
 */
final class Binder {
  private final Problems problems;
  private final SecretFiles secrets;

  Binder(Problems problems, SecretFiles secrets) {
    this.problems = problems;
    this.secrets = secrets;
  }

  /**
   * Binds a section that has its defaults already.
   *
   * @param path the section's address
   * @param others names that are allowed in this section too but not this record's business: to be
   *     suggested for an unknown one
   * @return empty when something was wrong
   */
  <C extends Record> Optional<C> bind(
      Class<C> type, Section section, String path, Collection<String> others) {
    var components = type.getRecordComponents();
    var names = new LinkedHashSet<String>();
    for (var component : components) {
      names.add(Words.ofComponent(component.getName()));
    }
    boolean good = unknown(section, path, names, others);
    var arguments = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] = component(components[i], section, path);
      good &= arguments[i] != null;
    }
    return good ? construct(type, components, arguments, section, path) : Optional.empty();
  }

  private boolean unknown(
      Section section, String path, Collection<String> names, Collection<String> others) {
    var all = new LinkedHashSet<>(names);
    all.addAll(others);
    boolean good = true;
    for (Map.Entry<String, Node> field : section.fields().entrySet()) {
      if (!names.contains(field.getKey())) {
        problems.add(
            field.getValue().place(),
            Address.of(path, field.getKey()),
            "unknown option" + Nearest.hint(field.getKey(), all));
        good = false;
      }
    }
    return good;
  }

  private @Nullable Object component(RecordComponent component, Section section, String path) {
    String name = Words.ofComponent(component.getName());
    var node = section.fields().get(name);
    var place = section.place();
    if (node instanceof Absent absent) {
      place = absent.place();
      node = null;
    }
    var type = component.getGenericType();
    if (Types.raw(type) == Optional.class) {
      if (node == null) {
        return Optional.empty();
      }
      var value = value(Types.argument(type, 0), node, Address.of(path, name));
      return value == null ? null : Optional.of(value);
    }
    if (node == null) {
      problems.add(place, Address.of(path, name), "required, but not given");
      return null;
    }
    return value(type, node, Address.of(path, name));
  }

  /** The value; null when something was wrong, which is a problem by then. */
  private @Nullable Object value(Type type, Node node, String path) {
    var raw = Types.raw(type);
    if (raw == List.class) {
      return list(Types.argument(type, 0), node, path);
    }
    if (raw == Map.class) {
      return map(Types.argument(type, 1), node, path);
    }
    if (raw == Secret.class && node instanceof Section section) {
      return written(section, path);
    }
    if (Values.known(raw)) {
      return scalar(raw, node, path);
    }
    if (!raw.isRecord()) {
      throw new IllegalStateException(path + ": an option cannot be a " + type.getTypeName());
    }
    return node instanceof Section section
        ? bind(raw.asSubclass(Record.class), section, path, List.of()).orElse(null)
        : wrong("a section: { ... }", raw, node, path);
  }

  /** A secret that is in a file. */
  private @Nullable Object written(Section section, String path) {
    var file = section.fields().get("file");
    if (file == null || section.fields().size() != 1) {
      // Its names are not told: a secret that begins with a brace and lacks quotes is a section.
      problems.add(section.place(), path, "expected " + Values.expected(Secret.class));
      return null;
    }
    String option = Address.of(path, "file");
    var named = scalar(Path.class, file, option);
    return named instanceof Path secret
        ? secrets.read(secret, file.place(), option).orElse(null)
        : null;
  }

  private @Nullable Object scalar(Class<?> type, Node node, String path) {
    if (!(node instanceof Scalar scalar)) {
      return wrong(Values.expected(type), type, node, path);
    }
    try {
      return Values.of(type, scalar);
    } catch (IllegalArgumentException e) {
      problems.add(node.place(), path, Objects.toString(e.getMessage(), "not allowed"));
      return null;
    }
  }

  private @Nullable Object list(Type itemType, Node node, String path) {
    if (!(node instanceof Items items)) {
      return wrong("a list: [ ... ]", Types.raw(itemType), node, path);
    }
    var list = new ArrayList<Object>();
    for (int i = 0; i < items.items().size(); i++) {
      var item = value(itemType, items.items().get(i), path + "." + i);
      if (item != null) {
        list.add(item);
      }
    }
    return list.size() == items.items().size() ? List.copyOf(list) : null;
  }

  private @Nullable Object map(Type valueType, Node node, String path) {
    if (!(node instanceof Section section)) {
      return wrong("a section: { name = value ... }", Types.raw(valueType), node, path);
    }
    var map = new LinkedHashMap<String, Object>();
    boolean good = true;
    for (Map.Entry<String, Node> field : section.fields().entrySet()) {
      // A null takes away what an included file has under that name.
      if (!(field.getValue() instanceof Absent)) {
        var value = value(valueType, field.getValue(), Address.of(path, field.getKey()));
        if (value == null) {
          good = false;
        } else {
          map.put(field.getKey(), value);
        }
      }
    }
    return good ? Collections.unmodifiableMap(map) : null;
  }

  private @Nullable Object wrong(String expected, Class<?> type, Node node, String path) {
    String found =
        switch (node) {
          case Section _ -> ", not a section";
          case Items _ -> ", not a list";
          case Scalar scalar -> shown(type) ? ", not \"" + scalar.text() + "\"" : "";
          case Absent _ -> ", not null";
          case Broken _ -> "";
        };
    if (!(node instanceof Broken)) {
      problems.add(node.place(), path, "expected " + expected + found);
    }
    return null;
  }

  /** A secret is never told, and neither is text where a section that may hold one should be. */
  private static boolean shown(Class<?> type) {
    return Values.known(type) && type != Secret.class;
  }

  private <C extends Record> Optional<C> construct(
      Class<C> type,
      RecordComponent[] components,
      @Nullable Object[] arguments,
      Section section,
      String path) {
    try {
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      // A plugin's record need not be public.
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(arguments));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException rule) {
        problems.add(section.place(), path, Objects.toString(rule.getMessage(), "not allowed"));
        return Optional.empty();
      }
      throw new IllegalStateException(type + " cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
