package io.logboom.inputs.kinesis;

import java.util.List;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * How many records a request may ask for, so that its answer is about as large as it should be.
 * Kinesis only lets the number be bounded, so it follows the size of the records seen. Safe for use
 * by many threads.
 */
final class FetchLimit {
  private static final int MOST = 10_000;

  /** What records are taken to be like before any is seen. */
  private static final double FIRST = 10 << 10;

  /** How much of the past counts; what is larger than before counts at once. */
  private static final double MEMORY = 0.8;

  private final long aim;
  private double size = FIRST;

  /**
   * @param aim how many bytes an answer should have, about
   */
  FetchLimit(long aim) {
    this.aim = aim;
  }

  /** The number to ask for. */
  synchronized int records() {
    return Math.clamp((long) (aim / size), 1, MOST);
  }

  /** An answer brought these. */
  void saw(List<Record> records) {
    if (records.isEmpty()) {
      return;
    }
    long bytes = 0;
    for (Record record : records) {
      bytes += record.data().asByteArrayUnsafe().length;
    }
    double mean = Math.max(1, bytes / (double) records.size());
    synchronized (this) {
      size = Math.max(mean, MEMORY * size + (1 - MEMORY) * mean);
    }
  }
}
