package io.logboom.core.config;

/** What becomes of an event that a filter throws at. */
public enum OnError {
  /** It goes to the dead-letter file, with the reason. */
  DEAD_LETTER,
  /** It is counted as dropped, with the reason. */
  DROP,
  /** It goes on as it came in, past this filter. */
  PASS
}
