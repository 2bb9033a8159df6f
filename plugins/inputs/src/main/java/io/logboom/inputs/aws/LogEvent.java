package io.logboom.inputs.aws;

import io.logboom.spi.Fields;
import io.logboom.spi.Origin;
import io.logboom.spi.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What CloudWatch Logs says of a log event in a payload, as attributes of the event's origin:
 * {@code aws.account}, {@code aws.region} (when the filter emits system fields), {@code
 * cloudwatch.group}, {@code cloudwatch.stream}, {@code cloudwatch.subscription-filters}
 * (comma-separated), {@code cloudwatch.id} and {@code cloudwatch.timestamp} (milliseconds since
 * 1970). What a payload does not tell is left out.
 */
final class LogEvent {
  private LogEvent() {}

  /** What holds for all log events of a payload, beside what is known of the record. */
  static Map<String, String> shared(Origin record, Fields payload) {
    var attributes = new LinkedHashMap<>(record.attributes());
    put(attributes, "aws.account", text(payload, "owner"));
    put(attributes, "cloudwatch.group", text(payload, "logGroup"));
    put(attributes, "cloudwatch.stream", text(payload, "logStream"));
    put(attributes, "cloudwatch.subscription-filters", list(payload, "subscriptionFilters"));
    return attributes;
  }

  /** What holds for one of them. */
  static Map<String, String> attributes(Map<String, String> shared, Fields logEvent) {
    var attributes = new LinkedHashMap<>(shared);
    put(attributes, "cloudwatch.id", text(logEvent, "id"));
    put(attributes, Origin.CLOUDWATCH_TIMESTAMP, text(logEvent, "timestamp"));
    int extracted = logEvent.find("extractedFields");
    if (extracted >= 0 && logEvent.kind(extracted) == '{') {
      var fields = logEvent.object(extracted);
      put(attributes, "aws.account", text(fields, "@aws.account"));
      put(attributes, "aws.region", text(fields, "@aws.region"));
    }
    return Map.copyOf(attributes);
  }

  /** A field that is a text or a number; empty when it is neither, or nothing. */
  static Optional<String> text(Fields fields, String name) {
    int field = fields.find(name);
    return field < 0 ? Optional.empty() : text(fields.value(field));
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Optional.of(text).filter(some -> !some.isEmpty());
      case Value.Num(String digits) -> Optional.of(digits);
      case Value.Obj _, Value.Arr _, Value.Word _ -> Optional.empty();
    };
  }

  private static Optional<String> list(Fields fields, String name) {
    int field = fields.find(name);
    if (field < 0 || !(fields.value(field) instanceof Value.Arr(List<Value> items))) {
      return Optional.empty();
    }
    var texts = items.stream().map(LogEvent::text).flatMap(Optional::stream).toList();
    return Optional.of(String.join(",", texts)).filter(some -> !some.isEmpty());
  }

  private static void put(Map<String, String> attributes, String name, Optional<String> value) {
    value.ifPresent(text -> attributes.put(name, text));
  }
}
