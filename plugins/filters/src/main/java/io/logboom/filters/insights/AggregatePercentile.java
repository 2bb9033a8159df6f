package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A percentile: the least value that so many percent of all values are not above. Values are
 * counted in bins whose width grows with them, as in DDSketch (Masson and others, VLDB 2019), so
 * the result is off by half a percent of itself at most. When there are more than 512 bins, every
 * two become one, as in UDDSketch (Epicoco and others, 2020): values up to 170 times each other
 * stay at half a percent, up to 28,000 times have one percent, and up to 700 million times two.
 * Where memory is short, that happens earlier.
 */
final class AggregatePercentile implements Aggregate {
  private static final double ERROR = 0.005;
  private static final double LOG_GAMMA = Math.log((1 + ERROR) / (1 - ERROR));
  private static final int FIRST = 16;
  private static final int MOST = 512;

  /** Added to the number of a bin, so that those of small values do not meet the negative ones. */
  private static final int OFFSET = 1 << 20;

  private final double percent;

  /** Numbers of bins in the order of their values; negative ones for negative values. */
  private int[] bins = new int[0];

  private long[] counts = new long[0];
  private int used;
  private long total;

  /** How often every two bins have become one. */
  private int merges;

  AggregatePercentile(double percent) {
    this.percent = percent;
  }

  @Override
  public void add(Datum value, long epochMilli, AggregateRoom room) {
    double number = value.number();
    if (!Double.isFinite(number)) {
      return;
    }
    total++;
    int at = Arrays.binarySearch(bins, 0, used, bin(number));
    if (at < 0) {
      while (used == bins.length && !grow(room)) {
        merge();
      }
      at = Arrays.binarySearch(bins, 0, used, bin(number));
    }
    if (at < 0) {
      at = -1 - at;
      System.arraycopy(bins, at, bins, at + 1, used - at);
      System.arraycopy(counts, at, counts, at + 1, used - at);
      bins[at] = bin(number);
      counts[at] = 0;
      used++;
    }
    counts[at]++;
  }

  private int bin(double number) {
    double size = Math.abs(number);
    if (size < Double.MIN_NORMAL) {
      return 0;
    }
    int bin = (int) Math.ceil(Math.log(size) / LOG_GAMMA);
    for (int i = 0; i < merges; i++) {
      bin = Math.ceilDiv(bin, 2);
    }
    return number < 0 ? -(bin + OFFSET) : bin + OFFSET;
  }

  private double value(int bin) {
    if (bin == 0) {
      return 0;
    }
    double logGamma = LOG_GAMMA * (1L << merges);
    double upper = Math.exp((Math.abs(bin) - OFFSET) * logGamma);
    // The middle of the bin in the sense that both of its ends are off by the same share.
    double middle = upper * 2 / (1 + Math.exp(logGamma));
    double finite = Math.min(middle, Double.MAX_VALUE);
    return bin < 0 ? -finite : finite;
  }

  private boolean grow(AggregateRoom room) {
    int wanted = Math.max(FIRST, 2 * bins.length);
    // The first few are free: without them nothing could be said at all.
    if (wanted > MOST || (bins.length > 0 && !room.take(12L * (wanted - bins.length)))) {
      return false;
    }
    bins = Arrays.copyOf(bins, wanted);
    counts = Arrays.copyOf(counts, wanted);
    return true;
  }

  private void merge() {
    merges++;
    int to = 0;
    for (int from = 0; from < used; from++) {
      int bin = bins[from];
      int size = bin == 0 ? 0 : Math.ceilDiv(Math.abs(bin) - OFFSET, 2) + OFFSET;
      int merged = bin < 0 ? -size : size;
      if (to > 0 && bins[to - 1] == merged) {
        counts[to - 1] += counts[from];
      } else {
        bins[to] = merged;
        counts[to] = counts[from];
        to++;
      }
    }
    used = to;
  }

  @Override
  public Datum result() {
    if (total == 0) {
      return Datum.Missing.MISSING;
    }
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * total));
    long seen = 0;
    for (int i = 0; i < used; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Datum.of(value(bins[i]));
      }
    }
    return Datum.of(value(bins[used - 1]));
  }

  @Override
  public int weight() {
    return 12 * Math.max(0, bins.length - FIRST);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeByte(merges);
    to.writeShort(used);
    for (int i = 0; i < used; i++) {
      to.writeInt(bins[i]);
      to.writeLong(counts[i]);
    }
  }

  @Override
  public void read(DataInput from) throws IOException {
    merges = from.readByte();
    used = from.readShort();
    if (merges < 0 || merges > 20 || used < 0 || used > MOST) {
      throw new IOException("no bins: " + used);
    }
    int places = used == 0 ? 0 : Math.max(FIRST, Integer.highestOneBit(2 * used - 1));
    bins = new int[places];
    counts = new long[places];
    for (int i = 0; i < used; i++) {
      bins[i] = from.readInt();
      counts[i] = from.readLong();
      total += counts[i];
    }
  }
}
