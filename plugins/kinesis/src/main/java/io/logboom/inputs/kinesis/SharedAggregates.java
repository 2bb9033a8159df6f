package io.logboom.inputs.kinesis;

import io.logboom.inputs.kinesis.Decoding.HashRange;
import io.logboom.inputs.kinesis.Decoding.Raw;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Has the Kinesis Client Library take aggregates apart as local leases do. Its own way drops the
 * whole of an aggregate of which one part belongs to another shard, and writes the content of what
 * it cannot read to the log. Safe for use by many threads.
 */
final class SharedAggregates extends AggregatorUtil {
  private final Decoding decoding;

  SharedAggregates(Decoding decoding) {
    this.decoding = decoding;
  }

  @Override
  public List<KinesisClientRecord> deaggregate(
      List<KinesisClientRecord> records, BigInteger from, BigInteger to) {
    var range = new HashRange(from, to);
    // The caller takes out what is delivered already, so this has to be a list that can change.
    List<KinesisClientRecord> all = new ArrayList<>(records.size());
    for (KinesisClientRecord record : records) {
      for (UserRecord one : decoding.decode(raw(record), range)) {
        all.add(
            record.toBuilder()
                .data(one.data())
                .partitionKey(one.partitionKey())
                .subSequenceNumber(one.position().sub())
                .aggregated(one.part())
                .build());
      }
    }
    return all;
  }

  private static Raw raw(KinesisClientRecord record) {
    return new Raw(
        record.sequenceNumber(), record.partitionKey(), arrival(record), bytes(record.data()));
  }

  /** What {@link #deaggregate} has made, as it was before the library had it. */
  static UserRecord user(KinesisClientRecord record) {
    String broken = "";
    if (!record.aggregated()
        && Aggregate.of(record.data().array()) instanceof Aggregate.Broken(String reason)) {
      broken = Decoding.broken(reason);
    }
    return new UserRecord(
        new Position(record.sequenceNumber(), record.subSequenceNumber()),
        record.aggregated(),
        record.partitionKey(),
        arrival(record),
        record.data(),
        broken);
  }

  private static Instant arrival(KinesisClientRecord record) {
    return Objects.requireNonNullElse(record.approximateArrivalTimestamp(), Instant.EPOCH);
  }

  private static ByteBuffer bytes(ByteBuffer data) {
    var bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
