package io.logboom.filters.insights;

import java.util.Arrays;

/**
 * The values that make a group, as {@link StatsValues} writes them. Comparable, so that a hash map
 * stays quick when somebody makes values with one and the same hash.
 */
final class StatsKey implements Comparable<StatsKey> {
  private final byte[] bytes;

  StatsKey(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatsKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public int compareTo(StatsKey other) {
    return Arrays.compare(bytes, other.bytes);
  }
}
