package io.logboom.outputs.secops;

import java.util.Locale;

/** What the events are. */
public enum Mode {
  /** UDM events and entities, told apart by their fields. */
  AUTO,
  /** UDM events. */
  UDM,
  /** Entities. */
  ENTITIES,
  /** Logs of any kind, which SecOps parses. */
  RAW;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
