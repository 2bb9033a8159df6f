package io.logboom.filters;

import java.util.Locale;
import java.util.Optional;

/** How grave it is that a rule matched; the greater, the graver. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Worth a look some time. */
  LOW,
  /** Worth a look today. */
  MEDIUM,
  /** Worth a look now. */
  HIGH,
  /** Worth waking somebody. */
  CRITICAL;

  /** The word for it in configurations, attributes and messages: {@code high}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity this is the word for; empty for none. */
  public static Optional<Severity> of(String word) {
    for (var severity : values()) {
      if (severity.word().equals(word)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }
}
