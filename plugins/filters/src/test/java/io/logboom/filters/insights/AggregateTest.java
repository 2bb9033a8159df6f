package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are right, or off by no more than is said; and survive being written and read. */
class AggregateTest {
  private final AggregateRoom room = new AggregateRoom(1 << 30);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COUNT      | 1 2 x null      | 3
          COUNT      | null            | 0
          SUM        | 1 2 x null 3.5  | 6.5
          SUM        | 9223372036854775807 1 | 9223372036854775808
          SUM        | 999999999999999999 999999999999999999 999999999999999999 999999999999999999 999999999999999999 999999999999999999 999999999999999999 999999999999999999 999999999999999999 999999999999999999 | 9999999999999999990
          SUM        | -5 5            | 0
          SUM        | 0.1 0.2 -0.3    | 2.7755575615628914E-17
          SUM        | 1e308 1e308     |
          SUM        | x               |
          AVG        | 1 2 4 x null    | 2.3333333333333335
          AVG        |                 |
          MIN        | 10 9 x 1e1      | 9
          MIN        | 9007199254740993 9007199254740992 | 9007199254740992
          MAX        | 10 9 007        | 10
          MAX        | x               |
          STDDEV     | 2 4 4 4 5 5 7 9 | 2
          STDDEV     | 5               | 0
          SORTSFIRST | b a c           | a
          SORTSLAST  | b a c 7         | c
          COUNT_DISTINCT | a b a c null  | 3
          """)
  void comesTo(Aggregator aggregator, String values, String result) {
    var aggregate = Aggregate.of(aggregator, 0);
    for (var text : values == null ? new String[0] : values.split(" ")) {
      aggregate.add(datum(text), 0, room);
    }
    assertThat(aggregate.result().text()).isEqualTo(result == null ? "" : result);
  }

  @Test
  void earliestAndLatestGoByTime() {
    var earliest = Aggregate.of(Aggregator.EARLIEST, 0);
    var latest = Aggregate.of(Aggregator.LATEST, 0);
    for (long time : new long[] {5, 3, 9, 7}) {
      earliest.add(new Datum.Text("at " + time), time, room);
      latest.add(new Datum.Text("at " + time), time, room);
      earliest.add(Datum.Missing.MISSING, 0, room);
    }
    assertThat(earliest.result().text()).isEqualTo("at 3");
    assertThat(latest.result().text()).isEqualTo("at 9");
  }

  /** As a model has it, in whatever order, and half of it before a restart. */
  @ParameterizedTest
  @EnumSource
  void agreesWithAModel(Aggregator aggregator) throws IOException {
    for (int seed = 1; seed <= 50; seed++) {
      var random = new Random(seed);
      var values = new ArrayList<Integer>();
      int size = 1 + random.nextInt(400);
      for (int i = 0; i < size; i++) {
        values.add(random.nextInt(random.nextBoolean() ? 10 : 1_000_000) - 5);
      }
      var forward = filled(aggregator, values, 0);
      var backward = new ArrayList<>(values);
      Collections.shuffle(backward, random);
      var restarted = filled(aggregator, backward, random.nextInt(size));
      double expected = model(aggregator, values);
      double allowed = aggregator == Aggregator.PCT ? 0.005 * Math.abs(expected) : 1e-9 * size;
      assertThat(forward.result().number())
          .as("seed %d", seed)
          .isCloseTo(expected, within(allowed + 1e-9 * Math.abs(expected)));
      assertThat(restarted.result().number())
          .as("seed %d", seed)
          .isCloseTo(forward.result().number(), within(1e-9 * (1 + Math.abs(expected))));
    }
  }

  /** The time of a value is the value, so that the earliest one is the least one. */
  private Aggregate filled(Aggregator aggregator, List<Integer> values, int restart)
      throws IOException {
    var aggregate = Aggregate.of(aggregator, 90);
    for (int i = 0; i < values.size(); i++) {
      if (i == restart) {
        aggregate = copy(aggregate, Aggregate.of(aggregator, 90));
      }
      aggregate.add(datum(String.valueOf(values.get(i))), values.get(i), room);
    }
    return aggregate;
  }

  private static double model(Aggregator aggregator, List<Integer> values) {
    var sorted = values.stream().sorted().toList();
    var texts = values.stream().map(String::valueOf).sorted().toList();
    double average = values.stream().mapToLong(value -> value).average().orElseThrow();
    return switch (aggregator) {
      case COUNT -> values.size();
      case SUM -> values.stream().mapToLong(value -> value).sum();
      case AVG -> average;
      case MIN, EARLIEST -> sorted.getFirst();
      case MAX, LATEST -> sorted.getLast();
      case COUNT_DISTINCT -> values.stream().distinct().count();
      case PCT -> sorted.get((int) Math.ceil(0.9 * sorted.size()) - 1);
      case STDDEV ->
          Math.sqrt(
              values.stream().mapToDouble(v -> (v - average) * (v - average)).average().orElse(0));
      case SORTSFIRST -> Double.parseDouble(texts.getFirst());
      case SORTSLAST -> Double.parseDouble(texts.getLast());
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 512, 513, 1_000, 10_000, 1_000_000})
  void distinctValuesAreCountedWithinFiveStandardErrors(int distinct) throws IOException {
    var aggregate = Aggregate.of(Aggregator.COUNT_DISTINCT, 0);
    for (int i = 0; i < distinct; i++) {
      aggregate.add(new Datum.Text("user-" + i), 0, room);
      aggregate.add(new Datum.Text("user-" + i / 2), 0, room);
    }
    double error = distinct <= 512 ? 0 : 5 * 0.01625;
    assertThat(aggregate.result().number()).isCloseTo(distinct, within(error * distinct));
    assertThat(aggregate.weight()).isLessThan(5_000 + 8 * 512);
    var copy = copy(aggregate, Aggregate.of(Aggregator.COUNT_DISTINCT, 0));
    assertThat(copy.result()).isEqualTo(aggregate.result());
    assertThat(copy.weight()).isLessThanOrEqualTo(aggregate.weight());
  }

  /** Without memory numbers become coarse, not wrong. */
  @Test
  void whereMemoryIsShortNumbersBecomeCoarse() {
    var none = new AggregateRoom(0);
    var distinct = Aggregate.of(Aggregator.COUNT_DISTINCT, 0);
    var percentile = Aggregate.of(Aggregator.PCT, 50);
    IntStream.rangeClosed(1, 100_000)
        .forEach(
            i -> {
              distinct.add(datum("v" + i), 0, none);
              percentile.add(datum(String.valueOf(i)), 0, none);
            });
    assertThat(distinct.result().number()).isBetween(60_000.0, 140_000.0);
    assertThat(percentile.result().number()).isBetween(20_000.0, 100_000.0);
    assertThat(none.used()).isZero();
    assertThat(none.refused()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1, 150, 0.005", "1, 25000, 0.01", "1, 500000000, 0.02", "0.000001, 100, 0.02"})
  void percentilesAreOffByNoMoreThanIsSaid(double from, double to, double error)
      throws IOException {
    var random = new Random(7);
    var values = new ArrayList<Double>();
    for (int i = 0; i < 20_000; i++) {
      values.add(from * Math.pow(to / from, random.nextDouble()));
    }
    var sorted = values.stream().sorted().toList();
    for (double percent : new double[] {0, 1, 50, 95, 99.9, 100}) {
      for (int sign : new int[] {1, -1}) {
        var aggregate = Aggregate.of(Aggregator.PCT, percent);
        values.forEach(value -> aggregate.add(Datum.of(sign * value), 0, room));
        int rank = Math.max(1, (int) Math.ceil(percent / 100 * sorted.size()));
        double expected = sign > 0 ? sorted.get(rank - 1) : -sorted.get(sorted.size() - rank);
        assertThat(aggregate.result().number())
            .as("%s percent", percent)
            .isCloseTo(expected, within(1.01 * error * Math.abs(expected)));
        assertThat(copy(aggregate, Aggregate.of(Aggregator.PCT, percent)).result())
            .isEqualTo(aggregate.result());
      }
    }
  }

  @Test
  void wholeNumbersAreAddedExactly() {
    var random = new Random(3);
    var aggregate = Aggregate.of(Aggregator.SUM, 0);
    var expected = BigDecimal.ZERO;
    for (int i = 0; i < 100_000; i++) {
      var digits = String.valueOf(random.nextLong() / 10);
      aggregate.add(datum(digits), 0, room);
      if (digits.replace("-", "").length() <= 18) {
        expected = expected.add(new BigDecimal(digits));
      }
    }
    assertThat(aggregate.result().number()).isFinite();
    var exact = Aggregate.of(Aggregator.SUM, 0);
    var sum = BigDecimal.ZERO;
    for (int i = 0; i < 100_000; i++) {
      var digits = "9" + "%017d".formatted(random.nextInt(Integer.MAX_VALUE));
      exact.add(datum(digits), 0, room);
      sum = sum.add(new BigDecimal(digits));
    }
    assertThat(exact.result().text()).isEqualTo(sum.toPlainString());
  }

  /** Bytes that are nothing of the kind are refused, or harmless. */
  @ParameterizedTest
  @EnumSource
  void readsAnyBytesWithoutHarm(Aggregator aggregator) {
    var random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      var aggregate = Aggregate.of(aggregator, 50);
      try {
        aggregate.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        aggregate.add(datum("1"), 0, room);
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private static Aggregate copy(Aggregate from, Aggregate to) throws IOException {
    var bytes = new ByteArrayOutputStream();
    from.write(new DataOutputStream(bytes));
    to.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return to;
  }

  private static Datum datum(String text) {
    if (text.equals("null")) {
      return Datum.Missing.MISSING;
    }
    return Numbers.isNumber(text) ? new Datum.Num(Numbers.parse(text), text) : new Datum.Text(text);
  }
}
