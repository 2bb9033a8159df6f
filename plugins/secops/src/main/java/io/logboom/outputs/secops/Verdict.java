package io.logboom.outputs.secops;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an answer means for the events of its request. */
sealed interface Verdict {

  /** They are delivered. */
  record Delivered() implements Verdict {}

  /**
   * None of them is taken, for some of them, or their number.
   *
   * @param named which of them are named as the cause, from 0; may be a lie
   */
  record Refused(String reason, List<Integer> named) implements Verdict {}

  /**
   * They may be taken later.
   *
   * @param after how long the server asks to be left alone, if it does
   */
  record Later(String reason, Optional<Duration> after) implements Verdict {}
}
