package io.logboom.filters.snare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A second snare filter that shares no line with the first: slow, by a Jackson tree, column after
 * column as the table's description reads. Objects are compared as trees.
 */
final class SnareOracle {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ZoneId zone;

  SnareOracle(ZoneId zone) {
    this.zone = zone;
  }

  /** Fails where a JSON row is not this record's. */
  void check(String which, String record, Instant collected, String row) {
    var found = JSON.readTree(row);
    var expected = row(record, collected);
    assertThat(new ArrayList<>(found.propertyNames()))
        .as(which)
        .isEqualTo(new ArrayList<>(expected.keySet()));
    for (Map.Entry<String, Object> column : expected.entrySet()) {
      var value = found.get(column.getKey());
      if (!value.isString() || !agrees(column.getKey(), value.asString(), column.getValue())) {
        fail(
            "%s: %s is %s, but should be %s, in %s",
            which, column.getKey(), value, column.getValue(), record);
      }
    }
  }

  /** What a cut leaves of an object is no JSON any more; SnareCutTest looks at those. */
  private static boolean agrees(String column, String text, Object expected) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (expected instanceof JsonNode tree) {
      return (column.equals("USERAGENT") && length > 1020 && length <= 1024)
          || JSON.readTree(text).equals(tree);
    }
    return text.equals(expected);
  }

  /** The row's columns: texts, or trees where the text must be that of this object. */
  private Map<String, Object> row(String record, Instant collected) {
    var tree = (ObjectNode) JSON.readTree(record);
    var time = OffsetDateTime.parse(tree.get("eventTime").asString()).toInstant();
    var identity = tree.get("userIdentity") instanceof ObjectNode object ? object : null;
    var row = new LinkedHashMap<String, Object>();
    var utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    row.put("DATE", "%tF".formatted(utc));
    row.put("TIME", "%tT".formatted(utc));
    row.put("SYSTEM", column(tree.remove("eventSource")));
    row.put("TABLE", "AWSCloudTrailLog");
    row.put("COLLECTIONDATETIME", nano(collected, zone));
    row.put("CWLDATETIME", "");
    row.put("DATETIME", nano(time, ZoneOffset.UTC));
    tree.remove("eventTime");
    row.put("AWSREGION", column(tree.remove("awsRegion")));
    row.put("EVENTCATEGORY", column(tree.remove("eventCategory")));
    row.put("EVENTID", column(tree.remove("eventID")));
    row.put("EVENTNAME", column(tree.remove("eventName")));
    row.put("EVENTTYPE", column(tree.remove("eventType")));
    row.put("RECIPIENTACCOUNTID", column(tree.remove("recipientAccountId")));
    row.put("REQUESTID", column(tree.remove("requestID")));
    row.put("REQUESTPARAMETERS", column(tree.remove("requestParameters")));
    row.put("RESPONSEELEMENTS", column(tree.remove("responseElements")));
    row.put("SRCADDR", column(tree.remove("sourceIPAddress")));
    row.put("USERAGENT", cut(column(tree.remove("userAgent")), 1024));
    row.put("USERACCESSKEYID", column(identity, "accessKeyId"));
    row.put("USERAID", column(identity, "accountId"));
    row.put("USERARN", column(identity, "arn"));
    row.put("USERNAME", column(identity, "userName"));
    row.put("USERPID", column(identity, "principalId"));
    row.put("USERTYPE", column(identity, "type"));
    if (identity != null && identity.isEmpty()) {
      tree.remove("userIdentity");
    }
    row.put("SNAREDATAMAP", tree);
    return row;
  }

  private static Object column(ObjectNode object, String name) {
    return object == null ? "" : column(object.remove(name));
  }

  private static Object column(JsonNode node) {
    if (node == null || node.isNull()) {
      return "";
    }
    return node.isString() ? node.asString() : node;
  }

  private static Object cut(Object value, int limit) {
    if (!(value instanceof String text)) {
      return value;
    }
    var cut = new StringBuilder();
    int bytes = 0;
    for (int c : text.codePoints().toArray()) {
      bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > limit) {
        return cut.toString();
      }
      cut.appendCodePoint(c);
    }
    return text;
  }

  private static String nano(Instant time, ZoneId zone) {
    var text = time.atZone(zone).toOffsetDateTime();
    var seconds = "%tFT%<tT".formatted(text);
    var fraction = "%09d".formatted(text.getNano()).replaceAll("0+$", "");
    return seconds + (fraction.isEmpty() ? "" : "." + fraction) + text.getOffset();
  }
}
