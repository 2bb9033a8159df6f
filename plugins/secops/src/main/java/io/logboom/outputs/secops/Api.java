package io.logboom.outputs.secops;

import java.util.Locale;

/** Which of Google SecOps' APIs events are handed to. */
public enum Api {
  /** The Chronicle API, by project and instance. */
  CHRONICLE,
  /** The older Ingestion API, by customer. */
  INGESTION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
