package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The standard deviation of all values there were, that is, with their number as the divisor; by
 * Welford's method (Technometrics 4, 1962), which does not lose digits to large averages.
 */
final class AggregateSpread implements Aggregate {
  private long count;
  private double mean;
  private double squares;

  @Override
  public void add(Datum value, long epochMilli, AggregateRoom room) {
    double number = value.number();
    if (Double.isFinite(number)) {
      count++;
      double from = number - mean;
      mean += from / count;
      squares += from * (number - mean);
    }
  }

  @Override
  public Datum result() {
    return count == 0 ? Datum.Missing.MISSING : Datum.of(Math.sqrt(squares / count));
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeLong(count);
    to.writeDouble(mean);
    to.writeDouble(squares);
  }

  @Override
  public void read(DataInput from) throws IOException {
    count = from.readLong();
    mean = from.readDouble();
    squares = from.readDouble();
  }
}
