package io.logboom.secops;

import io.logboom.filters.udm.schema.Problem;
import io.logboom.filters.udm.schema.UdmValidator;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes requests apart, and is strict about it: limits, field names, UDM by Google's own list. */
final class Inspector {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST_ITEMS = 1000;
  private static final Pattern LOG_TYPE = Pattern.compile("[A-Z0-9_]+");

  private final UdmValidator validator = new UdmValidator(Problem.Level.ERROR);
  private final String parent;
  private final String instance;

  Inspector(String parent, String instance) {
    this.parent = parent;
    this.instance = instance;
  }

  /** What a request to the Chronicle API brings. */
  List<Stored> chronicle(String path, byte[] body) throws Violation {
    limit(body, 4_000_000);
    String prefix = "/v1beta/" + parent + "/";
    if (!path.startsWith(prefix)) {
      throw new Violation(404, "", "Requested entity was not found.");
    }
    String method = path.substring(prefix.length());
    JsonNode source = object(parse(body), "", "inlineSource").get("inlineSource");
    return switch (method) {
      case "events:import" -> events(object(source, "inline_source", "events").get("events"), true);
      case "entities:import" -> {
        object(source, "inline_source", "entities", "logType");
        yield entities(source.get("entities"), logType(source, "logType"), "inline_source.");
      }
      default -> {
        if (!method.matches("logTypes/[A-Z0-9_]+/logs:import")) {
          throw new Violation(404, "", "Method not found.");
        }
        object(source, "inline_source", "logs", "forwarder");
        yield logs(source.get("logs"), method.substring(9, method.lastIndexOf('/')));
      }
    };
  }

  /** What a request to the older API brings. */
  List<Stored> ingestion(String path, byte[] body) throws Violation {
    JsonNode root = parse(body);
    if (!root.path("customer_id").asString("").equals(instance)) {
      throw new Violation(403, "", "customer_id is not yours");
    }
    return switch (path) {
      case "/v2/udmevents:batchCreate" -> {
        limit(body, 1_000_000);
        yield events(object(root, "", "customer_id", "events").get("events"), false);
      }
      case "/v2/entities:batchCreate" -> {
        limit(body, 4_000_000);
        object(root, "", "customer_id", "log_type", "entities");
        yield entities(root.get("entities"), logType(root, "log_type"), "");
      }
      case "/v2/unstructuredlogentries:batchCreate" -> {
        limit(body, 1_000_000);
        object(root, "", "customer_id", "log_type", "namespace", "labels", "entries");
        yield entries(root.get("entries"), logType(root, "log_type"));
      }
      default -> throw new Violation(404, "", "Method not found.");
    };
  }

  private static void limit(byte[] body, int most) throws Violation {
    if (body.length > most) {
      throw new Violation(413, "", "Request payload size exceeds the limit: " + most + " bytes.");
    }
  }

  private static JsonNode parse(byte[] body) throws Violation {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new Violation(400, "", "Invalid JSON payload received.");
    }
  }

  /** An object with no other fields than these. */
  private static JsonNode object(JsonNode node, String place, String... fields) throws Violation {
    if (node == null || !node.isObject()) {
      throw new Violation(400, place, "Invalid JSON payload received: no object at " + place);
    }
    for (var name : node.propertyNames()) {
      if (!Set.of(fields).contains(name)) {
        throw new Violation(
            400, place, "Unknown name \"%s\" at '%s': Cannot find field.".formatted(name, place));
      }
    }
    return node;
  }

  private static List<JsonNode> items(JsonNode node, String place) throws Violation {
    if (node == null || !node.isArray() || node.isEmpty()) {
      throw new Violation(400, place, "Request contains no items.");
    }
    var items = node.valueStream().toList();
    if (items.size() > MOST_ITEMS) {
      throw new Violation(400, "", "Request contains more than " + MOST_ITEMS + " items.");
    }
    return items;
  }

  private static String logType(JsonNode node, String name) throws Violation {
    String type = node.path(name).asString("");
    if (!LOG_TYPE.matcher(type).matches()) {
      throw new Violation(400, name, "Request contains an invalid log type.");
    }
    return type;
  }

  private List<Stored> events(JsonNode node, boolean wrapped) throws Violation {
    var stored = new ArrayList<Stored>();
    int index = 0;
    for (var item : items(node, "events")) {
      String place = (wrapped ? "inline_source." : "") + "events[" + index++ + "]";
      JsonNode udm = wrapped ? object(item, place, "udm").get("udm") : item;
      String text = String.valueOf(udm);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      valid(validator.event(bytes, 0, bytes.length), place + (wrapped ? ".udm" : ""));
      stored.add(new Stored("events", "", text(udm.path("metadata"), "product_log_id"), text));
    }
    return stored;
  }

  private List<Stored> entities(JsonNode node, String logType, String prefix) throws Violation {
    var stored = new ArrayList<Stored>();
    int index = 0;
    for (var item : items(node, "entities")) {
      String text = String.valueOf(item);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      valid(validator.entity(bytes, 0, bytes.length), prefix + "entities[" + index++ + "]");
      String id = text(item.path("metadata"), "product_entity_id");
      stored.add(new Stored("entities", logType, id, text));
    }
    return stored;
  }

  private static String text(JsonNode node, String snake) {
    String camel =
        Pattern.compile("_([a-z])")
            .matcher(snake)
            .replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    return node.path(snake).asString(node.path(camel).asString(""));
  }

  private static void valid(List<Problem> problems, String place) throws Violation {
    if (!problems.isEmpty()) {
      throw new Violation(400, place, problems.getFirst().toString());
    }
  }

  private List<Stored> logs(JsonNode node, String logType) throws Violation {
    var stored = new ArrayList<Stored>();
    int index = 0;
    for (var item : items(node, "logs")) {
      String place = "inline_source.logs[" + index++ + "]";
      object(
          item, place, "data", "logEntryTime", "collectionTime", "environmentNamespace", "labels");
      Instant written = time(item, "logEntryTime", place);
      if (time(item, "collectionTime", place).isBefore(written)) {
        throw new Violation(400, place, "collection_time must not be before log_entry_time");
      }
      for (var label : item.path("labels").properties()) {
        object(label.getValue(), place + ".labels", "value", "rbacEnabled");
      }
      stored.add(log(logType, decode(item, place)));
    }
    return stored;
  }

  private static String decode(JsonNode item, String place) throws Violation {
    try {
      byte[] data = Base64.getDecoder().decode(item.path("data").asString(""));
      if (data.length == 0) {
        throw new Violation(400, place + ".data", "data is required");
      }
      return new String(data, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw new Violation(400, place + ".data", "Base64 decoding failed");
    }
  }

  private static Stored log(String logType, String bytes) {
    String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return new Stored("logs", logType, text, bytes);
  }

  private List<Stored> entries(JsonNode node, String logType) throws Violation {
    var stored = new ArrayList<Stored>();
    int index = 0;
    for (var item : items(node, "entries")) {
      String place = "entries[" + index++ + "]";
      object(item, place, "log_text", "ts_rfc3339");
      Instant _ = time(item, "ts_rfc3339", place);
      String text = item.path("log_text").asString("");
      if (text.isEmpty()) {
        throw new Violation(400, place, "log_text is required");
      }
      stored.add(new Stored("logs", logType, text, text));
    }
    return stored;
  }

  private static Instant time(JsonNode item, String name, String place) throws Violation {
    try {
      return Instant.parse(item.path(name).asString(""));
    } catch (DateTimeException e) {
      throw new Violation(400, place + "." + name, "Illegal timestamp format");
    }
  }
}
