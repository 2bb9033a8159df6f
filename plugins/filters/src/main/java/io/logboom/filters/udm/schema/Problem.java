package io.logboom.filters.udm.schema;

/**
 * What is wrong with a UDM event or entity, and where.
 *
 * @param level whether it keeps the event from being accepted
 * @param path the field, in snake case whatever the text's own spelling, items numbered from 0:
 *     {@code principal.ip[1]}; empty for the whole
 * @param reason what is wrong with it, for people
 */
public record Problem(Level level, String path, String reason) {

  /** How bad it is. */
  public enum Level {
    /** Worth knowing: against the letter of Google's usage guide, or not its preferred form. */
    WARNING,
    /** Not UDM: the server turns the event down. */
    ERROR
  }

  /** Path and reason. */
  @Override
  public String toString() {
    return path.isEmpty() ? reason : path + ": " + reason;
  }
}
