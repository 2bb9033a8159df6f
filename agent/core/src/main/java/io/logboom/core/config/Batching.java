package io.logboom.core.config;

import io.logboom.spi.DataSize;
import java.time.Duration;

/**
 * When an output's batch is written: as soon as one of the limits is reached.
 *
 * @param bytes how many bytes of events; one event larger than this is a batch of its own
 * @param events how many events
 * @param age how long the first event of a batch waits at most
 */
public record Batching(DataSize bytes, int events, Duration age) {

  public Batching {
    if (bytes.bytes() < 1) {
      throw new IllegalArgumentException("bytes must be at least 1B");
    }
    if (events < 1) {
      throw new IllegalArgumentException("events must be at least 1");
    }
    if (age.isNegative()) {
      throw new IllegalArgumentException("age cannot be negative");
    }
  }
}
