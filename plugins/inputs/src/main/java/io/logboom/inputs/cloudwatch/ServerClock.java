package io.logboom.inputs.cloudwatch;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The time as AWS has it, from the {@code Date} of its last answer (RFC 9110 §6.6.1), so that a
 * clock of ours that is wrong neither loses nor delays anything. Never ahead of AWS's own: the
 * header has whole seconds, rounded down, and takes its time to get here. Safe for use by many
 * threads.
 */
final class ServerClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);

  private final Clock clock;
  private volatile long ahead;

  /**
   * @param clock what is believed before the first answer, and tells how time passes between them
   */
  ServerClock(Clock clock) {
    this.clock = clock;
  }

  /** Milliseconds since 1970. */
  long now() {
    return clock.millis() + ahead;
  }

  /** Looks at an answer. */
  void saw(@Nullable SdkHttpResponse response) {
    if (response == null) {
      return;
    }
    response
        .firstMatchingHeader("Date")
        .ifPresent(
            date -> {
              try {
                var told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
                ahead = told.toInstant().toEpochMilli() - clock.millis();
              } catch (DateTimeException _) {
                LOG.debug("not a date: {}", date);
              }
            });
  }
}
