package io.logboom.core.systemd;

import io.logboom.core.flow.Stall;
import io.logboom.core.telemetry.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a supervisor is told of. Asked by one thread, now and then. */
public interface Supervised {

  /** Whether inputs read; tells of changes, too. */
  Health health();

  /** Whether queues on disk are open, and inputs have begun to run. */
  boolean begun();

  /** Whether it ends before all is read: it was told to, or something has failed. */
  boolean isCutShort();

  /** How long the agent takes at most to end once it is asked to. */
  Duration longestEnd();

  /** What has not come to its end for so long that it never will. */
  List<Stall> stalls(Duration atLeast);

  /** Events that inputs have handed on until now. */
  long events();

  /** Events in the dead-letter file because of this run. */
  long deadLetters();

  /** The age of the newest event that an input has brought; empty while there is none. */
  Optional<Duration> lag();
}
