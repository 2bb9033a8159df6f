package io.logboom.outputs.http;

import java.time.Duration;
import java.util.Optional;

/** What an answer means for the events of its request. */
sealed interface Verdict {

  /** They are delivered. */
  record Delivered() implements Verdict {}

  /** They are too many for one request. */
  record TooMany(String reason) implements Verdict {}

  /** They never will be taken. */
  record Refused(String reason) implements Verdict {}

  /**
   * They may be taken later.
   *
   * @param after how long the server asks to be left alone, if it does
   */
  record Later(String reason, Optional<Duration> after) implements Verdict {}
}
