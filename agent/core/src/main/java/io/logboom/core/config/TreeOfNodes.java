package io.logboom.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.logboom.core.config.Node.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes nodes of the library's values.
 *
 * <p>Walks two trees side by side: the one whose substitutions are resolved gives the values, the
 * one as written gives the places, for a value that came from the environment or from elsewhere in
 * the file is to be reported where it is used.
 */
final class TreeOfNodes {
  static final int DEEPEST = 200;

  /** Values that refer to one another can stand for far more than a file holds. */
  static final int MOST = 1_000_000;

  private static final Pattern WHERE = Pattern.compile("@(\\d+): (\\d+)");
  private static final Pattern NAME = Pattern.compile("\\$\\{([^?}][^}]*)}");
  private static final Comparator<Place> IN_ORDER =
      Comparator.comparingInt(Place::order).thenComparingInt(Place::line);

  private final List<String> files;
  private final Problems problems;
  private int nodes;

  TreeOfNodes(List<String> files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  /**
   * The root.
   *
   * @param resolved may hold names of the environment too: they are left out
   * @param tell whether a substitution that is still there is reported, or known to be a problem
   */
  Section root(ConfigObject resolved, ConfigObject written, boolean tell) {
    var fields = new LinkedHashMap<String, Node>();
    for (var name : inOrder(written)) {
      var value = resolved.get(name);
      if (value != null) {
        fields.put(name, node(value, written.get(name), rootPlace(), name, 1, tell));
      }
    }
    return new Section(rootPlace(), "", fields);
  }

  /** Where the library says that something stands; {@link Place#NOWHERE} when it is in no file. */
  Place place(@Nullable ConfigOrigin origin) {
    if (origin != null) {
      var match = WHERE.matcher(origin.description());
      if (match.find()) {
        int number = Integer.parseInt(match.group(1));
        return new Place(number, files.get(number), Integer.parseInt(match.group(2)));
      }
    }
    return Place.NOWHERE;
  }

  private Place rootPlace() {
    return files.isEmpty() ? Place.NOWHERE : new Place(0, files.getFirst(), 0);
  }

  private Node node(
      ConfigValue value,
      @Nullable ConfigValue written,
      Place around,
      String path,
      int depth,
      boolean tell) {
    var place = place(written == null ? value.origin() : written.origin());
    place = place.file().isEmpty() ? place(value.origin()) : place;
    place = place.file().isEmpty() ? around : place;
    String prose =
        value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    if (nodes == MOST) {
      problems.add(rootPlace(), "", "more than " + MOST + " values");
      return new Node.Broken(place, prose);
    }
    nodes++;
    if (depth > DEEPEST) {
      problems.add(place, "", "nested more than " + DEEPEST + " deep");
      return new Node.Broken(place, prose);
    }
    try {
      return switch (value.valueType()) {
        case OBJECT -> section((ConfigObject) value, written, place, prose, path, depth, tell);
        case LIST -> items((ConfigList) value, written, place, prose, path, depth, tell);
        case STRING -> scalar(place, prose, Node.Kind.TEXT, value);
        case NUMBER -> scalar(place, prose, Node.Kind.NUMBER, value);
        case BOOLEAN -> scalar(place, prose, Node.Kind.BOOLEAN, value);
        case NULL -> new Node.Absent(place, prose);
      };
    } catch (ConfigException.NotResolved e) {
      if (tell) {
        problems.add(place, path, unresolved(value, path));
      }
      return new Node.Broken(place, prose);
    }
  }

  private static Node scalar(Place place, String prose, Node.Kind kind, ConfigValue value) {
    // Numbers print as they were written; text is not to be quoted.
    String text =
        kind == Node.Kind.TEXT
            ? Objects.toString(value.unwrapped())
            : value.render(ConfigRenderOptions.concise());
    return new Node.Scalar(place, prose, kind, text);
  }

  private Node section(
      ConfigObject value,
      @Nullable ConfigValue written,
      Place place,
      String prose,
      String path,
      int depth,
      boolean tell) {
    var twins = new LinkedHashMap<String, ConfigValue>(value);
    if (written instanceof ConfigObject object) {
      twins.replaceAll((name, field) -> twin(object, name, field));
    }
    var fields = new LinkedHashMap<String, Node>();
    for (var name : inOrder(twins)) {
      var field = Objects.requireNonNull(value.get(name));
      fields.put(
          name, node(field, twins.get(name), place, Address.of(path, name), depth + 1, tell));
    }
    return new Section(place, prose, fields);
  }

  /** How a field was written; the field itself when that cannot be told. */
  private static ConfigValue twin(ConfigObject written, String name, ConfigValue field) {
    try {
      return Objects.requireNonNullElse(written.get(name), field);
    } catch (ConfigException.NotResolved e) {
      // Substituted as a whole: the parts know best where they stand.
      return field;
    }
  }

  private Node items(
      ConfigList value,
      @Nullable ConfigValue written,
      Place place,
      String prose,
      String path,
      int depth,
      boolean tell) {
    var items = new ArrayList<Node>();
    boolean same = written instanceof ConfigList list && list.size() == value.size();
    for (int i = 0; i < value.size(); i++) {
      var twin = same && written instanceof ConfigList list ? list.get(i) : null;
      items.add(node(value.get(i), twin, place, path + "." + i, depth + 1, tell));
    }
    return new Node.Items(place, prose, List.copyOf(items));
  }

  private static String unresolved(ConfigValue value, String path) {
    var names = new TreeSet<String>();
    var match = NAME.matcher(value.render(ConfigRenderOptions.concise()));
    while (match.find()) {
      String name = match.group(1);
      int parent = name.lastIndexOf('.') + 1;
      // In a file included within a section, names begin with that section's address.
      names.add(
          "${"
              + (path.startsWith(name.substring(0, parent)) ? name.substring(parent) : name)
              + "}");
    }
    return String.join(", ", names)
        + (names.size() == 1 ? " is" : " are")
        + " neither in the environment nor in the configuration";
  }

  /** The library forgets the order of names; their lines give it back. */
  private List<String> inOrder(Map<String, ConfigValue> object) {
    return object.entrySet().stream()
        .sorted(
            Map.Entry.<String, ConfigValue>comparingByValue(
                    Comparator.comparing(value -> place(value.origin()), IN_ORDER))
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
