package io.logboom.inputs.cloudwatch;

import java.util.Arrays;

/** The ids of some events, with the times stamped on these. For one thread at a time. */
final class Ids {
  private final long[] times;
  private final long[] fingerprints;
  private int size;

  /**
   * @param most how many there can be
   */
  Ids(int most) {
    times = new long[most];
    fingerprints = new long[2 * most];
  }

  void add(long time, Fingerprint id) {
    times[size] = time;
    fingerprints[2 * size] = id.high();
    fingerprints[2 * size + 1] = id.low();
    size++;
  }

  int size() {
    return size;
  }

  long time(int index) {
    return times[index];
  }

  /** The fingerprints of a part of them. */
  Fingerprints fingerprints(int from, int to) {
    return new Fingerprints(Arrays.copyOfRange(fingerprints, 2 * from, 2 * to));
  }
}
