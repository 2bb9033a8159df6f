package io.logboom.core.agent;

import io.logboom.core.telemetry.Snapshot;
import io.logboom.spi.Output;

/** What an agent runs for, as far as it makes a difference to how it ends and what it tells. */
public interface Occasion {

  /** Takes the dead letters, a JSON object each; closed by the agent. */
  Output deadLetters();

  /** Whether a line that rewrites itself may tell how far it is. */
  boolean showsProgress();

  /** Whether others may ask how it is doing, as the configuration says. */
  boolean tellsOthers();

  /** Whether it is a failure when nobody reads an output any more. */
  boolean wantsAll();

  /** Comes last, when all is closed: tells what became of the events. */
  void sumUp(Snapshot end);
}
