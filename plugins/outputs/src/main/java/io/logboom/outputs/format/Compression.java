package io.logboom.outputs.format;

import java.util.Locale;
import java.util.Optional;

/** How bytes are made smaller. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** Gzip (RFC 1952). */
  GZIP,
  /** Zstandard (RFC 8878). */
  ZSTD;

  /**
   * Checks a level.
   *
   * @throws IllegalArgumentException when this compression has no such level
   */
  public void checkLevel(Optional<Integer> level) {
    int highest =
        switch (this) {
          case NONE -> 0;
          case GZIP -> 9;
          case ZSTD -> 22;
        };
    if (level.isPresent() && (level.get() < 1 || level.get() > highest)) {
      throw new IllegalArgumentException(
          highest == 0
              ? "compression-level means nothing with compression = none"
              : "compression-level must be from 1 to " + highest + " for " + this);
    }
  }

  /** Makes a compressor; without a level, of the usual one (gzip 6, zstd 3). */
  public Compressor compressor(Optional<Integer> level) {
    return switch (this) {
      case NONE -> new Plain();
      case GZIP -> new Gzip(level.orElse(6));
      case ZSTD -> new Zstandard(level.orElse(3));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
