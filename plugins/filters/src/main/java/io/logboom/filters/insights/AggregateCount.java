package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts values that are there; {@code count(*)} is given one that always is. */
final class AggregateCount implements Aggregate {
  private long count;

  @Override
  public void add(Datum value, long epochMilli, AggregateRoom room) {
    if (!(value instanceof Datum.Missing)) {
      count++;
    }
  }

  @Override
  public Datum result() {
    return new Datum.Num(count, Long.toString(count));
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeLong(count);
  }

  @Override
  public void read(DataInput from) throws IOException {
    count = from.readLong();
  }
}
