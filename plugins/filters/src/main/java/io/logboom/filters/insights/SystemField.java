package io.logboom.filters.insights;

import java.util.Optional;

/**
 * The fields that every event has in Insights whatever is in it; what each is for events that did
 * not come from CloudWatch Logs is told in the README. Other names with {@code @} are ordinary.
 */
enum SystemField {
  TIMESTAMP("@timestamp"),
  MESSAGE("@message"),
  LOG_STREAM("@logStream"),
  LOG("@log"),
  INGESTION_TIME("@ingestionTime"),
  PTR("@ptr");

  private final String word;

  SystemField(String word) {
    this.word = word;
  }

  /** Its name in a query. */
  String word() {
    return word;
  }

  /** The one of that name; empty for none. */
  static Optional<SystemField> of(String name) {
    for (var field : values()) {
      if (field.word.equals(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
