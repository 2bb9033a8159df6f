package io.logboom.filters.udm.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds and changes JSON for the tests of the validator. Paths are those that it reports. */
final class Trees {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Trees() {}

  static ObjectNode parse(String json) {
    return (ObjectNode) MAPPER.readTree(json);
  }

  static JsonNode value(String json) {
    return MAPPER.readTree(json);
  }

  /** The paths of all values within, objects and arrays included. */
  static List<String> paths(JsonNode tree) {
    var paths = new ArrayList<String>();
    collect(tree, "", paths);
    return paths;
  }

  private static void collect(JsonNode node, String path, List<String> paths) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field -> {
                var inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                paths.add(inner);
                collect(field.getValue(), inner, paths);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        paths.add(path + "[" + i + "]");
        collect(array.get(i), path + "[" + i + "]", paths);
      }
    }
  }

  /** Sets the value at a path; objects on the way are made. */
  static void set(ObjectNode tree, String path, JsonNode value) {
    var steps = steps(path);
    JsonNode at = tree;
    for (int i = 0; i < steps.size() - 1; i++) {
      at = step(at, steps.get(i));
    }
    var last = steps.getLast();
    if (at instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), value);
    } else {
      ((ObjectNode) at).set(last, value);
    }
  }

  private static JsonNode step(JsonNode at, String step) {
    if (at instanceof ArrayNode array) {
      return array.get(Integer.parseInt(step));
    }
    var object = (ObjectNode) at;
    return object.has(step) ? object.get(step) : object.putObject(step);
  }

  /** The value at a path. */
  static JsonNode at(ObjectNode tree, String path) {
    JsonNode at = tree;
    for (var step : steps(path)) {
      at = step(at, step);
    }
    return at;
  }

  private static List<String> steps(String path) {
    return List.of(path.replace("]", "").split("[.\\[]"));
  }

  static List<Problem> event(JsonNode tree, Problem.Level least) {
    byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
    return new UdmValidator(least).event(bytes, 0, bytes.length);
  }

  static List<Problem> entity(JsonNode tree, Problem.Level least) {
    byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
    return new UdmValidator(least).entity(bytes, 0, bytes.length);
  }
}
