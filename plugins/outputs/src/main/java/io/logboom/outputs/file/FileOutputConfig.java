package io.logboom.outputs.file;

import io.logboom.outputs.format.Compression;
import io.logboom.outputs.format.LineFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Options of the output {@code file}.
 *
 * @param path where events go
 * @param time whose time the path's time patterns take
 * @param missing stands for a field that an event does not have
 * @param format how an event is written
 * @param header the first line of each file
 * @param compression how files are compressed; absent: as the path's suffix says
 * @param compressionLevel from fast to small
 * @param rotate when a file is finished
 * @param idleTimeout a file not written to for so long is finished
 * @param maxOpenFiles at most so many files are open at once
 */
public record FileOutputConfig(
    PathTemplate path,
    TimeOf time,
    String missing,
    LineFormat format,
    Optional<String> header,
    Optional<Compression> compression,
    Optional<Integer> compressionLevel,
    Rotation rotate,
    Duration idleTimeout,
    int maxOpenFiles) {

  /** Whose time the path's time patterns take. */
  public enum TimeOf {
    /** The event's own, when a filter has found it out; else the time of writing. */
    EVENT,
    /** The time of writing. */
    WRITTEN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public FileOutputConfig {
    if (!missing.equals(PathTemplate.sanitise(missing))) {
      throw new IllegalArgumentException(
          "missing must be one to 64 of the characters A-Z a-z 0-9 . _ @ + = -,"
              + " and must not begin with a dot");
    }
    if (header.isPresent() && header.get().lines().count() != 1) {
      throw new IllegalArgumentException("header must be one line");
    }
    if (!idleTimeout.isPositive()) {
      throw new IllegalArgumentException("idle-timeout must be longer than nothing");
    }
    if (maxOpenFiles < 1) {
      throw new IllegalArgumentException("max-open-files must be at least 1");
    }
    compression.orElse(path.compression()).checkLevel(compressionLevel);
  }

  /** How files are compressed. */
  Compression effectiveCompression() {
    return compression.orElse(path.compression());
  }
}
