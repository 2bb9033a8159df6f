package io.logboom.core.config;

/** What the agent tells of itself, on stderr. */
public record Logging(Level level, Format format) {

  /** The least urgent messages shown. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** How a message looks. */
  public enum Format {
    /** A line for people. */
    TEXT,
    /** A line holding one JSON object. */
    JSON
  }
}
