package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.udm.schema.Problem;
import io.logboom.filters.udm.schema.UdmValidator;
import io.logboom.spi.Event;
import io.logboom.testkit.Events;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where each leaf of a CloudTrail record must be found in its UDM event, the plain way: with trees.
 * What is not in this table must be under {@code additional}, under the record's own names.
 */
final class TrailOracle {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final UdmValidator STRICT = new UdmValidator(Problem.Level.WARNING);
  private static final UdmValidator VALIDATOR = new UdmValidator(Problem.Level.ERROR);

  /** The only leaves that are left out: where UDM has a field, nothing and "" are the same. */
  private static final Set<String> NOTHING = Set.of("null", "\"\"");

  private static final Map<String, List<String>> PLACES =
      Map.ofEntries(
          Map.entry("/eventVersion", List.of("/metadata/product_version")),
          Map.entry("/eventSource", List.of("/target/application")),
          Map.entry("/eventName", List.of("/metadata/product_event_type", "/additional/eventName")),
          Map.entry("/eventID", List.of("/metadata/product_log_id", "/additional/eventID")),
          Map.entry("/awsRegion", List.of("/principal/location/name")),
          Map.entry(
              "/sourceIPAddress",
              List.of(
                  "/principal/ip/0",
                  "/principal/hostname",
                  "/principal/application",
                  "/additional/sourceIPAddress")),
          Map.entry("/userAgent", List.of("/network/http/user_agent")),
          Map.entry("/errorCode", List.of("/security_result/0/rule_id")),
          Map.entry("/errorMessage", List.of("/security_result/0/description")),
          Map.entry("/userIdentity/type", List.of("/principal/resource/type")),
          Map.entry("/userIdentity/principalId", List.of("/principal/user/product_object_id")),
          Map.entry("/userIdentity/arn", List.of("/principal/user/userid")),
          Map.entry("/userIdentity/accountId", List.of("/principal/user/group_identifiers/0")),
          Map.entry("/userIdentity/accessKeyId", List.of("/additional/accessKeyId")),
          Map.entry("/userIdentity/userName", List.of("/principal/user/user_display_name")),
          Map.entry("/userIdentity/invokedBy", List.of("/principal/application")),
          Map.entry("/userIdentity/identityProvider", List.of("label")),
          Map.entry("/userIdentity/credentialId", List.of("label")),
          Map.entry("/userIdentity/onBehalfOf/userId", List.of("behalf")),
          Map.entry("/userIdentity/onBehalfOf/identityStoreArn", List.of("behalf")),
          Map.entry("/userIdentity/sessionContext/attributes/mfaAuthenticated", List.of("label")),
          Map.entry("/userIdentity/sessionContext/attributes/creationDate", List.of("label")),
          Map.entry("/userIdentity/sessionContext/sourceIdentity", List.of("label")),
          Map.entry("/userIdentity/sessionContext/assumedRoot", List.of("label")),
          Map.entry("/userIdentity/sessionContext/ec2RoleDelivery", List.of("label")),
          Map.entry("/userIdentity/sessionContext/ec2IssuedInVpc", List.of("label")),
          Map.entry("/userIdentity/sessionContext/sessionIssuer/type", List.of("issuer")),
          Map.entry("/userIdentity/sessionContext/sessionIssuer/principalId", List.of("issuer")),
          Map.entry("/userIdentity/sessionContext/sessionIssuer/accountId", List.of("issuer")),
          Map.entry(
              "/userIdentity/sessionContext/sessionIssuer/arn",
              List.of("/principal/user/attribute/roles/0/description", "issuer")),
          Map.entry(
              "/userIdentity/sessionContext/sessionIssuer/userName",
              List.of("/principal/user/attribute/roles/0/name", "issuer")),
          Map.entry("/tlsDetails/tlsVersion", List.of("/network/tls/version")),
          Map.entry("/tlsDetails/cipherSuite", List.of("/network/tls/cipher")),
          Map.entry("/tlsDetails/keyExchange", List.of("/network/tls/curve")),
          Map.entry(
              "/tlsDetails/clientProvidedHostHeader", List.of("/network/tls/client/server_name")));

  private final String record;
  private final JsonNode event;

  private TrailOracle(String record, JsonNode event) {
    this.record = record;
    this.event = event;
  }

  /** Checks that Google would take the event. */
  static void valid(Event event) {
    assertThat(VALIDATOR.event(event.array(), event.offset(), event.length()))
        .as(Events.text(event))
        .isEmpty();
  }

  /** Checks that its usage guide has nothing to say about the event either. */
  static void strictlyValid(Event event) {
    assertThat(STRICT.event(event.array(), event.offset(), event.length()))
        .as(Events.text(event))
        .isEmpty();
  }

  /** Checks that nothing of the record is lost. */
  static void check(String record, String event) {
    var oracle = new TrailOracle(record, JSON.readTree(event));
    var tree = JSON.readTree(record);
    for (var field : tree.properties()) {
      oracle.top(field.getKey(), field.getValue());
    }
  }

  private void top(String name, JsonNode value) {
    var path = "/" + escaped(name);
    if (name.equals("eventTime") && !value.isContainer()) {
      time(value);
    } else if (name.equals("requestParameters") && value.isObject()) {
      for (var parameter : value.properties()) {
        parameter(parameter.getKey(), parameter.getValue());
      }
    } else if (name.equals("resources") && isListOfObjects(value)) {
      resources(value);
    } else if (Set.of("userIdentity", "tlsDetails").contains(name) && value.isObject()) {
      places(path, value);
    } else if (PLACES.containsKey(path) && !value.isContainer()) {
      place(path, value);
    } else if (!value.isNull() || !isAnObjects(name)) {
      same(path, event.at("/additional" + path), value);
    }
  }

  /** Names whose null says no more than their absence. */
  private static boolean isAnObjects(String name) {
    return Set.of(
            "requestParameters",
            "responseElements",
            "additionalEventData",
            "userIdentity",
            "tlsDetails",
            "resources",
            "eventTime")
        .contains(name);
  }

  /** An object some of whose fields have a place: the others are in the same object beside it. */
  private void places(String path, JsonNode object) {
    for (var field : object.properties()) {
      var inner = path + "/" + escaped(field.getKey());
      var value = field.getValue();
      boolean opened =
          inner.equals("/userIdentity/onBehalfOf")
              || inner.equals("/userIdentity/sessionContext")
              || inner.equals("/userIdentity/sessionContext/attributes")
              || inner.equals("/userIdentity/sessionContext/sessionIssuer");
      if (opened && value.isObject()) {
        places(inner, value);
      } else if (PLACES.containsKey(inner) && !value.isContainer()) {
        place(inner, value);
      } else if (!(opened && value.isNull())) {
        same(inner, event.at("/additional" + inner), value);
      }
    }
  }

  private void place(String path, JsonNode value) {
    if (NOTHING.contains(value.toString())) {
      return;
    }
    var name = path.substring(path.lastIndexOf('/') + 1);
    for (var place : PLACES.getOrDefault(path, List.of())) {
      boolean found =
          switch (place) {
            case "label" -> hasLabel("/principal/user/attribute/labels", name, value);
            case "behalf" ->
                hasLabel("/principal/user/attribute/labels", "onBehalfOf." + name, value);
            case "issuer" ->
                hasLabel("/principal/user/attribute/labels", "sessionIssuer." + name, value);
            default -> isText(event.at(place), value);
          };
      if (found) {
        return;
      }
    }
    throw new AssertionError(path + " = " + value + " is not in " + event);
  }

  private void time(JsonNode value) {
    if (!NOTHING.contains(value.toString())) {
      var time = OffsetDateTime.parse(event.at("/metadata/event_timestamp").asString());
      assertThat(time.toInstant())
          .as(record)
          .isEqualTo(OffsetDateTime.parse(value.asString()).toInstant());
    }
  }

  private void parameter(String name, JsonNode value) {
    if (value.isContainer() || value.isNull()) {
      var path = "/requestParameters/" + escaped(name);
      same(path, event.at("/additional" + path), value);
    } else {
      assertThat(hasLabel("/target/resource/attribute/labels", name, value))
          .as("%s = %s in %s", name, value, event)
          .isTrue();
    }
  }

  private static boolean isListOfObjects(JsonNode value) {
    return value.isArray() && value.valueStream().allMatch(JsonNode::isObject);
  }

  /** The first one is in the target, the others are in about, unless there is nothing in them. */
  private void resources(JsonNode resources) {
    for (int i = 0; i < resources.size(); i++) {
      for (var field : resources.get(i).properties()) {
        boolean found = field.getValue().isNull();
        for (int noun = 0; noun < Math.max(1, i) && !found; noun++) {
          found = isIn(i == 0 ? "/target" : "/about/" + noun, field.getKey(), field.getValue());
        }
        assertThat(found).as("resources[%s].%s in %s", i, field, event).isTrue();
      }
    }
  }

  private boolean isIn(String noun, String name, JsonNode value) {
    var place =
        switch (name) {
          case "ARN", "arn" -> "/resource/name";
          case "accountId" -> "/resource_ancestors/0/product_object_id";
          case "type" -> "/resource/resource_subtype";
          default -> "/nowhere";
        };
    return (value.isString() && isText(event.at(noun + place), value))
        || hasLabel(noun + "/resource/attribute/labels", name, value);
  }

  private boolean hasLabel(String labels, String key, JsonNode value) {
    for (var label : event.at(labels)) {
      boolean same =
          value.isContainer()
              ? isJson(label.at("/value").asString(), value)
              : isText(label.at("/value"), value);
      if (label.at("/key").asString().equals(key) && same) {
        return true;
      }
    }
    return false;
  }

  /** The same value, but for numbers that a double would change: these are strings now. */
  private void same(String path, JsonNode found, JsonNode expected) {
    if (expected.isObject() && found.isObject()) {
      assertThat(found.size()).as("%s of %s", path, record).isGreaterThanOrEqualTo(0);
      for (var field : expected.properties()) {
        var inner = found.get(field.getKey());
        assertThat(inner).as("%s/%s of %s", path, field.getKey(), record).isNotNull();
        same(path + "/" + field.getKey(), inner, field.getValue());
      }
    } else if (expected.isArray() && found.isArray()) {
      assertThat(found.size()).as("%s of %s", path, record).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        same(path + "/" + i, found.get(i), expected.get(i));
      }
    } else if (expected.isNumber() && !found.isMissingNode()) {
      assertThat(new BigDecimal(found.asString()))
          .as("%s of %s", path, record)
          .isEqualByComparingTo(expected.decimalValue());
    } else {
      assertThat(found).as("%s of %s\nin %s", path, record, event).isEqualTo(expected);
    }
  }

  /** Whether a text is the JSON of a value. */
  private static boolean isJson(String text, JsonNode value) {
    try {
      return JSON.readTree(text).equals(value);
    } catch (JacksonException e) {
      // The text of another label.
      return false;
    }
  }

  /** Whether a string is the text of a scalar. */
  private static boolean isText(JsonNode found, JsonNode scalar) {
    if (!found.isString()) {
      // Under additional it is what it was.
      return found.equals(scalar);
    }
    return scalar.isNumber()
        ? found.asString().matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")
            && new BigDecimal(found.asString()).compareTo(scalar.decimalValue()) == 0
        : found.asString().equals(scalar.asString());
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
