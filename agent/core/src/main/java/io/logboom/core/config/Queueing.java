package io.logboom.core.config;

import io.logboom.spi.DataSize;
import java.time.Duration;

/**
 * Whether events wait on disk, behind an input or before an output, and how.
 *
 * @param maxSize how many bytes the files of the queue may take
 * @param segmentSize the size of one file, which is deleted once all of it is delivered
 * @param sync when events count as being on disk
 * @param interval how often the disk is asked to write all down, for {@link Sync#INTERVAL}
 */
public record Queueing(
    Type type, DataSize maxSize, DataSize segmentSize, Sync sync, Duration interval) {

  /** Where events wait. */
  public enum Type {
    /** In memory only: there is no queue. */
    NONE,
    /** In files. */
    DISK
  }

  /** When events count as being on disk. */
  public enum Sync {
    /** After an fsync, which all that wait for it share. */
    ALWAYS,
    /** After an fsync, of which there is one an interval. */
    INTERVAL,
    /** Once the operating system has them: they outlive the process, not the power. */
    OS
  }

  private static final long SMALLEST = 64 << 10;

  public Queueing {
    if (segmentSize.bytes() < SMALLEST) {
      throw new IllegalArgumentException("segment-size must be at least 64KiB");
    }
    if (segmentSize.bytes() > 1 << 30) {
      throw new IllegalArgumentException("segment-size must be at most 1GiB");
    }
    if (maxSize.bytes() < 2 * segmentSize.bytes()) {
      throw new IllegalArgumentException("max-size must be at least twice segment-size");
    }
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval must be longer than 0s");
    }
  }

  /** Whether there is a queue at all. */
  public boolean onDisk() {
    return switch (type) {
      case NONE -> false;
      case DISK -> true;
    };
  }
}
