package io.logboom.filters.insights;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One value out of many. Of two that are equally good the one whose text sorts first is taken, so
 * that the order they come in does not matter.
 */
final class AggregateChoice implements Aggregate {

  /** Which one. */
  enum Kind {
    MIN,
    MAX,
    EARLIEST,
    LATEST,
    SORTS_FIRST,
    SORTS_LAST
  }

  private final Kind kind;
  private Datum chosen = Datum.Missing.MISSING;
  private long time;

  AggregateChoice(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void add(Datum value, long epochMilli, AggregateRoom room) {
    var one = StatsValues.cut(value);
    if (one instanceof Datum.Missing || !isEligible(one) || !isBetter(one, epochMilli)) {
      return;
    }
    int more = StatsValues.weight(one) - weight();
    // Without room a long text gives way to what there was: the number of such cases is told.
    if (more <= 0 || room.take(more)) {
      if (more < 0) {
        room.give(-more);
      }
      chosen = one;
      time = epochMilli;
    }
  }

  private boolean isEligible(Datum one) {
    return switch (kind) {
      case MIN, MAX -> Double.isFinite(one.number());
      case EARLIEST, LATEST, SORTS_FIRST, SORTS_LAST -> one.isText();
    };
  }

  private boolean isBetter(Datum one, long epochMilli) {
    if (chosen instanceof Datum.Missing) {
      return true;
    }
    int order =
        switch (kind) {
          case MIN -> compareNumbers(one, chosen);
          case MAX -> compareNumbers(chosen, one);
          case EARLIEST -> Long.compare(epochMilli, time);
          case LATEST -> Long.compare(time, epochMilli);
          case SORTS_FIRST -> Comparisons.byCodePoint(one.text(), chosen.text());
          case SORTS_LAST -> Comparisons.byCodePoint(chosen.text(), one.text());
        };
    return order < 0 || (order == 0 && Comparisons.byCodePoint(one.text(), chosen.text()) < 0);
  }

  private static int compareNumbers(Datum a, Datum b) {
    return Comparisons.compare(a, b).orElse(0);
  }

  @Override
  public Datum result() {
    return chosen;
  }

  @Override
  public int weight() {
    return StatsValues.weight(chosen);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeLong(time);
    StatsValues.write(chosen, to);
  }

  @Override
  public void read(DataInput from) throws IOException {
    time = from.readLong();
    chosen = StatsValues.read(from);
  }
}
