package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Origin;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What CloudWatch Logs says of an event. Each event has its own, so nothing is built before
 * somebody asks. Immutable.
 */
final class EventAttributes extends AbstractMap<String, String> {
  private final LogGroup group;
  private final String stream;
  private final String id;
  private final long timestamp;
  private final long ingestionTime;

  /**
   * @param timestamp what its sender stamped on it, in milliseconds since 1970
   * @param ingestionTime when CloudWatch took it in, likewise
   */
  EventAttributes(LogGroup group, String stream, String id, long timestamp, long ingestionTime) {
    this.group = group;
    this.stream = stream;
    this.id = id;
    this.timestamp = timestamp;
    this.ingestionTime = ingestionTime;
  }

  @Override
  public @Nullable String get(@Nullable Object name) {
    return name instanceof String text ? value(text) : null;
  }

  private @Nullable String value(String name) {
    return switch (name) {
      case "aws.account" -> group.account();
      case "aws.region" -> group.region();
      case "cloudwatch.group" -> group.name();
      case "cloudwatch.stream" -> stream;
      case "cloudwatch.id" -> id;
      case Origin.CLOUDWATCH_TIMESTAMP -> Long.toString(timestamp);
      case "cloudwatch.ingestion-time" -> Long.toString(ingestionTime);
      default -> null;
    };
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    var all = new LinkedHashMap<String, String>();
    all.put("aws.account", group.account());
    all.put("aws.region", group.region());
    all.put("cloudwatch.group", group.name());
    all.put("cloudwatch.stream", stream);
    all.put("cloudwatch.id", id);
    all.put(Origin.CLOUDWATCH_TIMESTAMP, Long.toString(timestamp));
    all.put("cloudwatch.ingestion-time", Long.toString(ingestionTime));
    return Map.copyOf(all).entrySet();
  }
}
