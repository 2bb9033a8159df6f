package io.logboom.outputs.file;

import io.logboom.spi.DataSize;
import java.time.Duration;
import java.util.Optional;

/**
 * When a file is finished and the next one begun.
 *
 * @param size once it has this size on disk; by at most one batch more
 * @param age this long after it was begun
 */
public record Rotation(Optional<DataSize> size, Optional<Duration> age) {

  public Rotation {
    if (size.isPresent() && size.get().bytes() < 1) {
      throw new IllegalArgumentException("size must be at least 1B");
    }
    if (age.isPresent() && !age.get().isPositive()) {
      throw new IllegalArgumentException("age must be longer than nothing");
    }
  }
}
