package io.logboom.spi;

/** A value that never prints: neither in logs, nor in errors, nor in {@code describe}. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself, for whoever sends it where it belongs. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "<secret>";
  }
}
