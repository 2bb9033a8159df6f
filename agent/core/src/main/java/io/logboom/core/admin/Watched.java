package io.logboom.core.admin;

import io.logboom.core.telemetry.Health;
import io.logboom.core.telemetry.Snapshot;
import io.logboom.core.telemetry.Telemetry;
import java.util.List;

/** The agent that is asked about. Called by many threads. */
public interface Watched {

  /** What it counts. */
  Telemetry telemetry();

  /** Whether its inputs read. */
  Health health();

  /** What does not go on and never will, for people; empty while it lives. */
  List<String> stuck();

  /** What the configuration asks for cannot be had, so the agent had better end. */
  void fail(String why);

  /** How it is doing now. */
  default Snapshot read() {
    return telemetry().read();
  }
}
