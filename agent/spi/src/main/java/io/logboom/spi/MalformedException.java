package io.logboom.spi;

/** Bytes are not what they should be; reading them again gives the same. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final long at;

  /**
   * @param reason the kind, for counters: one to three words, kebab-case ({@code truncated-gzip})
   * @param message what is wrong, for people
   * @param at the byte it was seen at, counted from the start of the event or (uncompressed)
   *     stream; -1 when there is no such place
   */
  public MalformedException(String reason, String message, long at) {
    super(at < 0 ? message : message + " at byte " + at);
    this.reason = reason;
    this.at = at;
  }

  /** The kind, for counters. */
  public String reason() {
    return reason;
  }

  /** The byte it was seen at; -1 when there is no such place. */
  public long at() {
    return at;
  }
}
