package io.logboom.inputs.cloudwatch;

import java.nio.LongBuffer;
import java.util.Arrays;

/** Some fingerprints, as two longs each in an array that nobody changes any more. */
final class Fingerprints {
  private final long[] longs;

  Fingerprints(long[] longs) {
    this.longs = longs;
  }

  int size() {
    return longs.length / 2;
  }

  long high(int index) {
    return longs[2 * index];
  }

  long low(int index) {
    return longs[2 * index + 1];
  }

  /** Some of them. */
  Fingerprints part(int from, int to) {
    return new Fingerprints(Arrays.copyOfRange(longs, 2 * from, 2 * to));
  }

  void put(LongBuffer into) {
    into.put(longs);
  }
}
