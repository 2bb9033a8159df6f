package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * A sum, or the average. Whole numbers of up to 36 digits are added exactly, however many they are;
 * others as doubles, with the error of each addition carried along (Neumaier, ZAMM 54, 1974).
 */
final class AggregateSum implements Aggregate {
  private static final int DIGITS = 36;

  /** So many always fit into a long. */
  private static final int DIGITS_OF_LONG = 18;

  private final boolean average;
  private long count;
  private long whole;

  /** How often {@code whole} went over the edge of a long, and which way. */
  private long overflows;

  private boolean fractional;
  private double sum;
  private double error;

  AggregateSum(boolean average) {
    this.average = average;
  }

  @Override
  public void add(Datum value, long epochMilli, AggregateRoom room) {
    double number = value.number();
    if (!Double.isFinite(number)) {
      return;
    }
    count++;
    var digits = value instanceof Datum.Time ? "" : value.text();
    if (isWhole(digits)) {
      addDigits(digits);
    } else if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
      addWhole((long) number);
    } else {
      addDouble(number);
    }
  }

  private static boolean isWhole(String digits) {
    int from = digits.startsWith("-") ? 1 : 0;
    if (digits.length() == from || digits.length() - from > DIGITS) {
      return false;
    }
    for (int i = from; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private void addDigits(String digits) {
    if (digits.length() <= DIGITS_OF_LONG) {
      addWhole(Long.parseLong(digits));
    } else {
      var exact = new BigInteger(digits);
      long low = exact.longValue();
      overflows += exact.subtract(BigInteger.valueOf(low)).shiftRight(Long.SIZE).longValue();
      addWhole(low);
    }
  }

  private void addWhole(long number) {
    long next = whole + number;
    if (((whole ^ next) & (number ^ next)) < 0) {
      overflows += number < 0 ? -1 : 1;
    }
    whole = next;
  }

  private void addDouble(double number) {
    fractional = true;
    double next = sum + number;
    error += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }

  @Override
  public Datum result() {
    if (count == 0) {
      return Datum.Missing.MISSING;
    }
    var exact = BigInteger.valueOf(overflows).shiftLeft(64).add(BigInteger.valueOf(whole));
    double all = exact.doubleValue() + (fractional ? sum + error : 0);
    if (average) {
      return Datum.of(all / count);
    }
    return fractional ? Datum.of(all) : new Datum.Num(all, exact.toString());
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeLong(count);
    to.writeLong(whole);
    to.writeLong(overflows);
    to.writeBoolean(fractional);
    if (fractional) {
      to.writeDouble(sum);
      to.writeDouble(error);
    }
  }

  @Override
  public void read(DataInput from) throws IOException {
    count = from.readLong();
    whole = from.readLong();
    overflows = from.readLong();
    fractional = from.readBoolean();
    if (fractional) {
      sum = from.readDouble();
      error = from.readDouble();
    }
  }
}
