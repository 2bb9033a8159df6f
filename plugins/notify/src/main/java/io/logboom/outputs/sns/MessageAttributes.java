package io.logboom.outputs.sns;

import io.logboom.outputs.message.Line;
import io.logboom.outputs.message.Template;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** What subscriptions can choose messages by: rule and severity, and fields of the event. */
final class MessageAttributes {
  static final String RULE = "rule";
  static final String SEVERITY = "severity";

  private static final int LONGEST = 256;
  private static final FieldPath RULE_FIELD = FieldPath.of(RULE);
  private static final FieldPath SEVERITY_FIELD = FieldPath.of(SEVERITY);

  /** Numbers that filter policies compare as such: within a billion, five digits after the dot. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,5})?");

  private final Map<String, FieldPath> fields;

  MessageAttributes(Map<String, FieldPath> fields) {
    this.fields = fields;
  }

  /** Those of an event; what it does not have is left out. */
  Map<String, MessageAttributeValue> of(Event event, boolean alert) {
    var all = new TreeMap<String, MessageAttributeValue>();
    put(all, RULE, marked(event, alert, RULE_FIELD), false);
    put(all, SEVERITY, marked(event, alert, SEVERITY_FIELD), false);
    fields.forEach((name, path) -> put(all, name, Template.field(event, path), true));
    return all;
  }

  /** An alert says it itself; of any other event only what a filter has marked it with counts. */
  private static Optional<String> marked(Event event, boolean alert, FieldPath path) {
    return alert
        ? Template.field(event, path)
        : Optional.ofNullable(event.origin().attributes().get(path.toString()));
  }

  private static void put(
      Map<String, MessageAttributeValue> all,
      String name,
      Optional<String> value,
      boolean numbers) {
    String line = Line.of(value.orElse(""), LONGEST);
    if (!line.isEmpty()) {
      all.put(
          name,
          MessageAttributeValue.builder()
              .dataType(numbers && NUMBER.matcher(line).matches() ? "Number" : "String")
              .stringValue(line)
              .build());
    }
  }
}
