package io.logboom.inputs.kinesis;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes user records of a shard's records. Safe for use by many threads. */
final class Decoding {
  private final boolean dropOutside;
  private final Counters counters;

  Decoding(KinesisInputConfig.OutsideShard outside, Counters counters) {
    this.dropOutside = outside == KinesisInputConfig.OutsideShard.DROP;
    this.counters = counters;
  }

  /** A record as Kinesis gives it. The bytes fill an array that nobody changes. */
  record Raw(String sequence, String partitionKey, Instant arrival, ByteBuffer data) {}

  /** The user records in one record, in order; at least one unless an aggregate is empty. */
  List<UserRecord> decode(Raw raw, HashRange range) {
    counters.records.increment();
    return switch (Aggregate.of(raw.data().array())) {
      case Aggregate.None _ -> List.of(whole(raw, ""));
      case Aggregate.Broken(String reason) -> {
        counters.brokenAggregates.increment();
        yield List.of(whole(raw, broken(reason)));
      }
      case Aggregate.Parts(List<Aggregate.Part> parts) -> {
        counters.aggregates.increment();
        yield parts(raw, parts, range);
      }
    };
  }

  /** What is told of a record that claims to be an aggregate. */
  static String broken(String reason) {
    return "not the aggregate it says it is: " + reason;
  }

  private List<UserRecord> parts(Raw raw, List<Aggregate.Part> parts, HashRange range) {
    List<UserRecord> all = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (!range.whole() && !range.holds(part.hashKey())) {
        counters.outsideShard.increment();
        if (dropOutside) {
          continue;
        }
      }
      all.add(
          new UserRecord(
              new Position(raw.sequence(), i),
              true,
              part.partitionKey(),
              raw.arrival(),
              raw.data().slice(part.offset(), part.length()),
              ""));
    }
    return all;
  }

  private static UserRecord whole(Raw raw, String broken) {
    return new UserRecord(
        new Position(raw.sequence(), 0),
        false,
        raw.partitionKey(),
        raw.arrival(),
        raw.data(),
        broken);
  }

  /** The hash keys of a shard, both ends included. */
  record HashRange(BigInteger from, BigInteger to) {
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    /** Every hash key there is. */
    static final HashRange ALL = new HashRange(BigInteger.ZERO, MOST);

    boolean whole() {
      return from.signum() == 0 && to.equals(MOST);
    }

    boolean holds(BigInteger key) {
      return key.compareTo(from) >= 0 && key.compareTo(to) <= 0;
    }
  }
}
